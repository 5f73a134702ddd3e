package dev.whorl.inbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.inbox.payload.EventReader;
import dev.whorl.inbox.payload.UnreadableEventException;
import java.util.List;
import java.util.function.Function;

/** Prints an answer for each event. An event that cannot be read is told, and the others go on. */
final class GroupAnswers {
  private final Streams streams;
  private final Function<JsonNode, String> answer;
  private final EventReader reader = new EventReader();
  private boolean good = true;

  GroupAnswers(Streams streams, Function<JsonNode, String> answer) {
    this.streams = streams;
    this.answer = answer;
  }

  /** Prints the answers; false if anything could not be read. */
  boolean print(List<String> files) {
    return EventFiles.read(streams, files, this::print) && good;
  }

  private boolean print(String place, byte[] line) {
    String text;
    try {
      text = answer.apply(reader.read(line));
    } catch (UnreadableEventException e) {
      return wrong(place, e.reason());
    } catch (OutOfMemoryError e) {
      return wrong(place, "the event needs more memory than Java may use; java -Xmx gives it more");
    } catch (RuntimeException | StackOverflowError e) {
      return wrong(place, "the event cannot be grouped: " + e.getClass().getSimpleName());
    }
    streams.line(text);
    return true;
  }

  private boolean wrong(String place, String problem) {
    good = false;
    streams.problem(place + ": " + problem);
    return true;
  }
}
