package dev.whorl.grouping;

import dev.whorl.grouping.DefaultGrouping.Decider;
import dev.whorl.grouping.DefaultGrouping.Result;
import dev.whorl.grouping.Explanation.Kind;
import dev.whorl.grouping.Explanation.Part;
import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableEvent.Message;
import dev.whorl.grouping.facts.GroupableEvent.Template;
import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import dev.whorl.grouping.facts.GroupableFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says of each part of an event whether it entered the group, and why not. */
final class Explainer {
  private static final int NONE = -1;

  private final GroupableEvent event;
  private final Group group;
  private final Result result;
  private final String variant;
  private final List<Part> contributing = new ArrayList<>();
  private final List<Part> leftOut = new ArrayList<>();

  Explainer(GroupableEvent event, Group group, Result result) {
    this.event = event;
    this.group = group;
    this.result = result;
    variant = primary(group);
  }

  private static String primary(Group group) {
    return group.variants().entrySet().stream()
        .filter(entry -> entry.getValue() != null)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  Explanation explain() {
    String checksum = event.checksum();
    if (checksum != null && !checksum.isEmpty()) {
      enters(Kind.CHECKSUM, NONE, NONE, checksum, checksum, null);
      isLeftOut(Kind.DEFAULT_GROUPING, NONE, NONE, "fingerprint and event", "a checksum decides");
    } else {
      fingerprint();
    }
    return new Explanation(group, variant, List.copyOf(contributing), List.copyOf(leftOut));
  }

  private void fingerprint() {
    List<String> fingerprint = group.fingerprint();
    boolean nothing = variant.equals("fallback");
    boolean explained = false;
    List<Part> stream = List.of();
    for (int i = 0; i < fingerprint.size(); i++) {
      String entry = fingerprint.get(i);
      if (Variables.isDefault(entry) && !explained) {
        explained = true;
        int before = contributing.size();
        defaultGrouping();
        stream = List.copyOf(contributing.subList(before, contributing.size()));
      } else if (Variables.isDefault(entry)) {
        contributing.addAll(stream);
      } else if (nothing) {
        isLeftOut(Kind.FINGERPRINT, NONE, NONE, entry, "{{ default }} says nothing");
      } else {
        enters(Kind.FINGERPRINT, NONE, NONE, entry, group.resolved().get(i), null);
      }
    }
    if (!explained) {
      isLeftOut(
          Kind.DEFAULT_GROUPING,
          NONE,
          NONE,
          "exceptions and message",
          "the fingerprint has no {{ default }}");
    }
  }

  private void defaultGrouping() {
    boolean app = variant.equals("app");
    if (result.decider() == Decider.EXCEPTION) {
      result.order().entering().forEach(part -> exception(part, app));
    }
    exceptionsLeftOut();
    TraceParts trace = result.trace();
    if (trace != null) {
      frames(trace, NONE, app);
    }
    if (!app && group.variants().containsKey("app")) {
      isLeftOut(Kind.VARIANT, NONE, NONE, "app", "no frame that counts is in app");
    }
    template();
    message();
  }

  private void exception(ExceptionParts part, boolean app) {
    int index = indexOf(part);
    ThrownFacts exception = part.exception();
    String type = exception.type();
    if (!part.has(app)) {
      isLeftOut(Kind.EXCEPTION, index, NONE, named(exception), "has no stack trace");
      return;
    }
    if (part.type() != null) {
      enters(Kind.TYPE, index, NONE, part.type(), part.type(), null);
    } else if (type != null && !type.isEmpty()) {
      isLeftOut(Kind.TYPE, index, NONE, type, "made up by the client (synthetic)");
    }
    frames(part.trace(), index, app);
    String value = exception.value();
    if (value == null || value.isEmpty()) {
      return;
    }
    if (part.traceContributes(app)) {
      isLeftOut(Kind.VALUE, index, NONE, value, "the stack trace decides");
    } else if (part.value().isEmpty()) {
      isLeftOut(Kind.VALUE, index, NONE, value, "blank");
    } else {
      String reason = part.trace().isEmpty() ? null : "no frame of its stack trace counts";
      enters(Kind.VALUE, index, NONE, value, part.value(), reason);
    }
  }

  private void frames(TraceParts parts, int exception, boolean app) {
    TraceParts.Selection selection = parts.selection(app);
    String[] reasons = selection.reasons();
    List<GroupableFrame> frames = parts.frames();
    for (int i = 0; i < frames.size(); i++) {
      String reason = reasons == null ? null : reasons[i];
      String text = named(frames.get(i));
      if (!selection.contributing()[i]) {
        isLeftOut(Kind.FRAME, exception, i, text, reason);
      } else if (!selection.contributes()) {
        isLeftOut(Kind.FRAME, exception, i, text, "the trace has fewer frames than min-frames");
      } else {
        String value = String.join(" ", parts.values(i).texts());
        enters(Kind.FRAME, exception, i, text, value, reason);
      }
    }
  }

  private void exceptionsLeftOut() {
    for (int i = result.exceptions().size() - 1; i >= 0; i--) {
      ExceptionParts part = result.exceptions().get(i);
      boolean decides = result.decider() == Decider.EXCEPTION;
      if (!decides || indexOf(part, result.order().entering()) < 0) {
        ThrownFacts exception = part.exception();
        isLeftOut(
            Kind.EXCEPTION, i, NONE, named(exception), decides ? why(exception) : "says nothing");
      }
    }
  }

  private static String why(ThrownFacts exception) {
    if ("suppressed".equals(exception.mechanism())) {
      return "suppressed";
    }
    return exception.exceptionGroup() ? "only groups others" : "not the first cause of another one";
  }

  private void template() {
    Template template = event.template();
    if (template == null) {
      return;
    }
    for (String text : new String[] {template.filename(), template.contextLine()}) {
      if (text != null && result.decider() == Decider.TEMPLATE) {
        enters(Kind.TEMPLATE, NONE, NONE, text, text, null);
      } else if (text != null) {
        isLeftOut(Kind.TEMPLATE, NONE, NONE, text, decides());
      }
    }
  }

  private void message() {
    Message message = event.message();
    if (message == null || message.formatted() == null) {
      return;
    }
    if (result.decider() == Decider.MESSAGE) {
      String value = String.join("", result.variants().get(0).stream().texts());
      enters(Kind.MESSAGE, NONE, NONE, message.formatted(), value, null);
    } else {
      isLeftOut(Kind.MESSAGE, NONE, NONE, message.formatted(), decides());
    }
  }

  private String decides() {
    return switch (result.decider()) {
      case EXCEPTION -> "an exception decides";
      case THREAD -> "a thread decides";
      case STACK_TRACE -> "a stack trace decides";
      case TEMPLATE -> "a template decides";
      case MESSAGE -> "the message decides";
      case NOTHING -> "says nothing";
    };
  }

  private int indexOf(ExceptionParts part) {
    return indexOf(part, result.exceptions());
  }

  @SuppressWarnings("ReferenceEquality") // Equal exceptions may stand in two places.
  private static int indexOf(ExceptionParts wanted, List<ExceptionParts> parts) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) == wanted) {
        return i;
      }
    }
    return NONE;
  }

  private static String named(ThrownFacts exception) {
    String type = exception.type() == null ? "Error" : exception.type();
    return exception.value() == null ? type : type + ": " + exception.value();
  }

  private static String named(GroupableFrame frame) {
    String function = frame.function() == null ? "<unknown>" : frame.function();
    String owner = frame.module() == null ? frame.filename() : frame.module();
    return owner == null ? function : owner + " " + function;
  }

  private void enters(
      Kind kind, int exception, int frame, String text, String value, @Nullable String reason) {
    contributing.add(new Part(kind, exception, frame, text, value, reason));
  }

  private void isLeftOut(
      Kind kind, int exception, int frame, String text, @Nullable String reason) {
    leftOut.add(new Part(kind, exception, frame, text, "", reason));
  }
}
