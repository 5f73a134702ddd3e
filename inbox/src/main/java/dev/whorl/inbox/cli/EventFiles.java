package dev.whorl.inbox.cli;

import java.io.IOException;
import java.util.List;

/**
 * Goes through the lines of files of events, of the segments of folders and of standard input. A
 * line or a file that cannot be read is told, and the others go on.
 */
final class EventFiles {
  private final Streams streams;
  private final LineVisitor visitor;
  private boolean good = true;
  private boolean stopped;

  /** Takes the lines. */
  interface LineVisitor {
    /** Takes a line and its place for messages; false if no more are wanted. */
    boolean line(String place, byte[] bytes);
  }

  private EventFiles(Streams streams, LineVisitor visitor) {
    this.streams = streams;
    this.visitor = visitor;
  }

  /** Hands out all lines; false if it told that something cannot be read. */
  static boolean read(Streams streams, List<String> names, LineVisitor visitor) {
    EventFiles files = new EventFiles(streams, visitor);
    names.forEach(name -> files.read(new Input(name)));
    return files.good;
  }

  private void read(Input input) {
    if (stopped) {
      return;
    }
    try {
      if (input.isFolder()) {
        for (Input segment : input.segments()) {
          readLines(segment);
        }
      } else {
        readLines(input);
      }
    } catch (BadInputException e) {
      problem(input.name(), e.reason());
    }
  }

  private void readLines(Input input) {
    if (stopped) {
      return;
    }
    try (Lines lines = new Lines(input.open(streams.in()), streams::flush)) {
      for (boolean first = true; !stopped && lines.next(); first = false) {
        String place = input.name() + ":" + lines.number();
        String shape = first ? WrongShape.of(lines.bytes()) : null;
        if (shape != null) {
          problem(place, shape);
          return;
        }
        if (lines.isTooLong()) {
          problem(
              place, "the line has more than " + (Lines.LONGEST >> 20) + " MiB, so it is no event");
        } else {
          stopped = !visitor.line(place, lines.bytes());
        }
      }
    } catch (BadInputException e) {
      problem(input.name(), e.reason());
    } catch (IOException e) {
      problem(input.name(), Input.unreadable(e).reason());
    }
  }

  private void problem(String place, String reason) {
    good = false;
    streams.problem(place + ": " + reason);
  }
}
