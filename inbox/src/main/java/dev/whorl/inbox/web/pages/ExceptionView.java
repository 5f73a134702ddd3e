package dev.whorl.inbox.web.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import dev.whorl.grouping.facts.GroupableTrace;
import dev.whorl.inbox.payload.EventFromJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exception of an event.
 *
 * @param relation to the one before, such as {@code Caused by}; empty for the first
 * @param owner the package of its type with the last dot; empty if unknown
 * @param type its type
 * @param value its message; empty for none
 * @param whole why it is left out as a whole; null if it is not
 * @param typeMark whether its type enters; null if nothing is said of it
 * @param valueMark whether its message enters; null if nothing is said of it
 * @param runs its frames
 */
record ExceptionView(
    String relation,
    String owner,
    String type,
    String value,
    @Nullable Mark whole,
    @Nullable Mark typeMark,
    @Nullable Mark valueMark,
    List<FrameRun> runs) {

  /** The exceptions of an event that was explained, the logged one first. */
  static List<ExceptionView> chain(JsonNode payload, GroupableEvent event, Marks marks) {
    List<JsonNode> sent = EventFromJson.exceptions(payload);
    List<ExceptionView> chain = new ArrayList<>();
    for (int i = event.exceptions().size() - 1; i >= 0; i--) {
      ThrownFacts thrown = event.exceptions().get(i);
      String module = sent.get(i).path("module").asText("");
      chain.add(
          new ExceptionView(
              relation(thrown, chain.isEmpty()),
              module.isEmpty() ? "" : PageText.line(module + "."),
              PageText.line(thrown.type() == null ? "Error" : thrown.type()),
              PageText.block(thrown.value() == null ? "" : thrown.value()),
              marks.exception(i),
              marks.type(i),
              marks.value(i),
              runs(thrown.trace(), marks, i)));
    }
    return List.copyOf(chain);
  }

  private static String relation(ThrownFacts thrown, boolean first) {
    if ("suppressed".equals(thrown.mechanism())) {
      return "Suppressed";
    }
    return first ? "" : "Caused by";
  }

  /** The frames of a trace, the latest call first; {@code exception} is -1 for no exception's. */
  static List<FrameRun> runs(GroupableTrace trace, Marks marks, int exception) {
    List<FrameView> frames = new ArrayList<>();
    for (int i = trace.size() - 1; i >= 0; i--) {
      frames.add(FrameView.of(trace.frames().get(i), trace.isInApp(i), marks.frame(exception, i)));
    }
    return FrameRun.fold(frames);
  }
}
