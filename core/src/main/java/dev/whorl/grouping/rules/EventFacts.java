package dev.whorl.grouping.rules;

import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableEvent.Message;
import dev.whorl.grouping.facts.GroupableEvent.ThreadFacts;
import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import dev.whorl.grouping.facts.GroupableTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An event as fingerprint rules look at it. What costs something is done once and when asked. */
final class EventFacts {
  private final GroupableEvent event;
  private final TraceAnswers answers;
  private final @Nullable String message;
  private @Nullable List<@Nullable String> values;
  private @Nullable List<FrameAnswers> traces;

  EventFacts(GroupableEvent event, TraceAnswers answers) {
    this.event = event;
    this.answers = answers;
    Message logged = event.message();
    message = logged == null ? null : stripped(logged.formatted());
  }

  List<ThrownFacts> exceptions() {
    return event.exceptions();
  }

  /** The message of an exception without white space at its ends. */
  @Nullable String value(int exception) {
    if (values == null) {
      values = new ArrayList<>(event.exceptions().size());
      for (ThrownFacts thrown : event.exceptions()) {
        values.add(stripped(thrown.value()));
      }
    }
    return values.get(exception);
  }

  /** The text of the log call, null for none. */
  @Nullable String message() {
    return message;
  }

  /** What there is once in an event: whether the matcher on it is fulfilled. */
  boolean fulfils(Matcher matcher) {
    if (matcher instanceof Matcher.Listed listed) {
      boolean family = listed.subject() == Subject.FAMILY;
      return listed.test(family ? PlatformFamily.of(event.platform()) : sdk(event.sdk()));
    }
    return matcher instanceof Matcher.Text text && text.test(single(text));
  }

  private @Nullable String single(Matcher.Text text) {
    return switch (text.subject()) {
      case LOGGER -> event.logger();
      case LEVEL -> event.level();
      case RELEASE -> stripped(event.release());
      case TAG ->
          stripped(event.tags().get(text.key().substring(Subject.TAG.key("tags.").length())));
      default -> null;
    };
  }

  /** What the frame conditions say of each trace that counts. */
  List<FrameAnswers> traces() {
    if (traces == null) {
      traces = new ArrayList<>(event.exceptions().size());
      for (GroupableTrace trace : tracesThatCount(event)) {
        traces.add(answers.of(trace));
      }
    }
    return traces;
  }

  private static List<GroupableTrace> tracesThatCount(GroupableEvent event) {
    List<GroupableTrace> traces = new ArrayList<>();
    for (ThrownFacts thrown : event.exceptions()) {
      if (!thrown.trace().isEmpty()) {
        traces.add(thrown.trace());
      }
    }
    if (traces.isEmpty()) {
      ThreadFacts thread = event.trace().isEmpty() ? mainThread(event.threads()) : null;
      traces.add(thread == null ? event.trace() : thread.trace());
    }
    return traces;
  }

  private static @Nullable ThreadFacts mainThread(List<ThreadFacts> threads) {
    ThreadFacts crashed = only(threads, ThreadFacts::crashed);
    if (crashed != null) {
      return crashed;
    }
    ThreadFacts current = only(threads, ThreadFacts::current);
    return current == null ? only(threads, thread -> true) : current;
  }

  private static @Nullable ThreadFacts only(
      List<ThreadFacts> threads, Predicate<ThreadFacts> wanted) {
    List<ThreadFacts> found = threads.stream().filter(wanted).toList();
    return found.size() == 1 ? found.get(0) : null;
  }

  /**
   * The family of a client library: {@code sentry.java.spring-boot} is {@code sentry.java}. For
   * JavaScript the whole name counts, for native code three parts of it; all that does not begin
   * with {@code sentry.} is {@code other}.
   */
  static String sdk(@Nullable String name) {
    StringBuilder dotted = new StringBuilder();
    boolean gap = false;
    for (char c : (name == null ? "" : name).toCharArray()) {
      if (Character.isLetterOrDigit(c)) {
        dotted.append(c);
        gap = false;
      } else if (!gap) {
        dotted.append('.');
        gap = true;
      }
    }
    String[] parts = dotted.toString().split("\\.", -1);
    if (parts.length < 2 || !parts[0].equals("sentry")) {
      return "other";
    }
    int kept =
        switch (parts[1]) {
          case "javascript" -> parts.length;
          case "native" -> Math.min(3, parts.length);
          default -> 2;
        };
    return String.join(".", List.of(parts).subList(0, kept));
  }

  private static @Nullable String stripped(@Nullable String text) {
    return text == null ? null : text.strip();
  }
}
