package dev.whorl.inbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Goes through files of events, line by line, and prints an answer for each event. A line or a file
 * that cannot be read is told, and the others go on.
 */
final class EventFiles {
  private final Streams streams;
  private final Function<JsonNode, String> answer;
  private final EventReader reader = new EventReader();

  EventFiles(Streams streams, Function<JsonNode, String> answer) {
    this.streams = streams;
    this.answer = answer;
  }

  /** Prints the answers; false if anything could not be read. */
  boolean print(List<String> files) {
    boolean good = true;
    for (String file : files) {
      good &= print(new Input(file));
    }
    return good;
  }

  private boolean print(Input input) {
    boolean good = true;
    try (Lines lines = new Lines(input.open(streams.in()), streams::flush)) {
      for (boolean first = true; lines.next(); first = false) {
        String problem = print(lines);
        if (problem != null) {
          good = false;
          String shape = first ? WrongShape.of(lines.bytes()) : null;
          streams.problem(
              input.name() + ":" + lines.number() + ": " + (shape == null ? problem : shape));
          if (shape != null) {
            break;
          }
        }
      }
      return good;
    } catch (BadInputException e) {
      streams.problem(input.name() + ": " + e.reason());
    } catch (IOException e) {
      streams.problem(input.name() + ": " + Input.unreadable(e).reason());
    }
    return false;
  }

  /** Prints the answer for the line; gives what is wrong with it, null if nothing is. */
  private @Nullable String print(Lines lines) {
    if (lines.isTooLong()) {
      return "the line has more than " + (Lines.LONGEST >> 20) + " MiB, so it is no event";
    }
    String text;
    try {
      text = answer.apply(reader.read(lines.bytes()));
    } catch (BadInputException e) {
      return e.reason();
    } catch (OutOfMemoryError e) {
      return "the event needs more memory than Java may use; java -Xmx gives it more";
    } catch (RuntimeException | StackOverflowError e) {
      return "the event cannot be grouped: " + e.getClass().getSimpleName();
    }
    streams.line(text);
    return null;
  }
}
