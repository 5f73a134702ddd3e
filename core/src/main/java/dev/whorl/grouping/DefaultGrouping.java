package dev.whorl.grouping;

import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableEvent.Message;
import dev.whorl.grouping.facts.GroupableEvent.Template;
import dev.whorl.grouping.facts.GroupableEvent.ThreadFacts;
import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import dev.whorl.grouping.facts.GroupableFrame;
import dev.whorl.grouping.rules.StackTraceRules;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The grouping of an event for which nobody asked for another one: by its exceptions, else by a
 * thread, a stack trace, a template or its message. The first of these that has anything to say
 * decides alone.
 */
final class DefaultGrouping {
  private final StackTraceRules rules;

  /** Makes a grouping; {@code rules} are the built-in ones and the project's. */
  DefaultGrouping(StackTraceRules rules) {
    this.rules = rules;
  }

  /**
   * What decides an event's default group.
   *
   * @param part which part of the event it is, for people
   * @param variants all that the part has, {@code app} before {@code system}; some may be without a
   *     hash
   * @param exceptions what each exception that enters says, in the order in which they enter; empty
   *     if another part decides
   * @param main the exception that stands for the event in its title, null if there is none
   */
  record Result(
      String part,
      List<Variant> variants,
      IdentityHashMap<ThrownFacts, ExceptionParts> exceptions,
      @Nullable ThrownFacts main) {}

  /**
   * The first pass of the rules: sets what is in-app and of which category. Once for each event.
   */
  void prepare(GroupableEvent event) {
    for (ThrownFacts exception : event.exceptions()) {
      rules.applyCategoriesAndInApp(
          exception.frames(),
          exception.type(),
          exception.value(),
          exception.mechanism(),
          event.platform());
    }
    for (ThreadFacts thread : event.threads()) {
      rules.applyCategoriesAndInApp(thread.frames(), null, null, null, event.platform());
    }
    rules.applyCategoriesAndInApp(event.frames(), null, null, null, event.platform());
  }

  /** Computes the variants of a prepared event. */
  Result group(GroupableEvent event, boolean explain) {
    IdentityHashMap<ThrownFacts, ExceptionParts> parts = new IdentityHashMap<>();
    for (ThrownFacts exception : event.exceptions()) {
      parts.put(exception, new ExceptionParts(exception, traceOf(exception, event, explain)));
    }
    ExceptionOrder.Ordered ordered =
        ExceptionOrder.of(
            event.exceptions(), (one, other) -> part(parts, one).isLike(part(parts, other)));
    List<Variant> variants = exceptions(ordered.entering(), parts);
    String part = "exception";
    if (isSilent(variants)) {
      variants = trace(threadFrames(event), event, explain);
      part = "thread";
    }
    if (isSilent(variants)) {
      variants = trace(event.frames(), event, explain);
      part = "stack trace";
    }
    if (isSilent(variants)) {
      variants = List.of(new Variant("default", template(event.template()), false));
      part = "template";
    }
    if (isSilent(variants)) {
      variants = List.of(new Variant("default", message(event.message()), false));
      part = "message";
    }
    return new Result(part, settled(variants), parts, ordered.main());
  }

  private TraceParts traceOf(ThrownFacts exception, GroupableEvent event, boolean explain) {
    return TraceParts.of(
        exception.frames(),
        new TraceParts.Owner(
            exception.type(), exception.value(), exception.mechanism(), event.platform()),
        rules,
        explain);
  }

  private static ExceptionParts part(
      IdentityHashMap<ThrownFacts, ExceptionParts> parts, ThrownFacts exception) {
    return Objects.requireNonNull(parts.get(exception), "every exception was read");
  }

  private static List<Variant> exceptions(
      List<ThrownFacts> entering, IdentityHashMap<ThrownFacts, ExceptionParts> parts) {
    boolean anyTrace = false;
    for (ThrownFacts exception : entering) {
      ExceptionParts part = part(parts, exception);
      anyTrace |= part.traceContributes(true) || part.traceContributes(false);
    }
    List<Variant> variants = new ArrayList<>(2);
    for (boolean app : new boolean[] {true, false}) {
      Variant variant = variant(entering, parts, app, anyTrace);
      if (variant != null) {
        variants.add(variant);
      }
    }
    return variants;
  }

  /**
   * Null if no exception has the variant. One without a trace gives no hash beside one with a
   * trace.
   */
  private static @Nullable Variant variant(
      List<ThrownFacts> entering,
      IdentityHashMap<ThrownFacts, ExceptionParts> parts,
      boolean app,
      boolean anyTrace) {
    boolean exists = false;
    boolean withTrace = false;
    for (ThrownFacts exception : entering) {
      ExceptionParts part = part(parts, exception);
      exists |= part.has(app);
      withTrace |= part.has(app) && part.traceContributes(app);
    }
    if (!exists) {
      return null;
    }
    List<String> stream = new ArrayList<>();
    for (ThrownFacts exception : entering) {
      ExceptionParts part = part(parts, exception);
      if (part.has(app) && withTrace == anyTrace) {
        part.addTo(stream, app);
      }
    }
    return new Variant(app ? "app" : "system", stream, withTrace);
  }

  private List<Variant> trace(List<GroupableFrame> frames, GroupableEvent event, boolean explain) {
    if (frames.isEmpty()) {
      return List.of();
    }
    TraceParts trace =
        TraceParts.of(
            frames, new TraceParts.Owner(null, null, null, event.platform()), rules, explain);
    List<Variant> variants = new ArrayList<>(2);
    for (boolean app : new boolean[] {true, false}) {
      boolean contributes = trace.selection(app).contributes();
      variants.add(
          new Variant(
              app ? "app" : "system", contributes ? trace.stream(app) : List.of(), contributes));
    }
    return variants;
  }

  private static List<GroupableFrame> threadFrames(GroupableEvent event) {
    List<ThreadFacts> threads = event.threads();
    ThreadFacts thread = only(threads, ThreadFacts::crashed);
    if (thread == null) {
      thread = only(threads, ThreadFacts::current);
    }
    if (thread == null && threads.size() == 1) {
      thread = threads.get(0);
    }
    return thread == null ? List.of() : thread.frames();
  }

  private static @Nullable ThreadFacts only(
      List<ThreadFacts> threads, Predicate<ThreadFacts> condition) {
    List<ThreadFacts> found = threads.stream().filter(condition).toList();
    return found.size() == 1 ? found.get(0) : null;
  }

  private static List<String> template(@Nullable Template template) {
    List<String> stream = new ArrayList<>(2);
    if (template != null && template.filename() != null) {
      stream.add(template.filename());
    }
    if (template != null && template.contextLine() != null) {
      stream.add(template.contextLine());
    }
    return stream;
  }

  private static List<String> message(@Nullable Message message) {
    String text = message == null ? null : message.template();
    if (message != null && (text == null || text.isEmpty())) {
      text = message.formatted();
    }
    String value = text == null ? "" : MessageTemplate.of(MessageTemplate.trim(text));
    return value.isEmpty() ? List.of() : List.of(value);
  }

  private static boolean isSilent(List<Variant> variants) {
    return variants.stream().noneMatch(Variant::contributes);
  }

  /**
   * Of equal variants app stays; of variants with and without a stack trace those with one stay.
   */
  private static List<Variant> settled(List<Variant> variants) {
    List<Variant> settled = new ArrayList<>(variants);
    if (settled.size() == 2
        && settled.get(0).contributes()
        && String.join("", settled.get(0).stream())
            .equals(String.join("", settled.get(1).stream()))) {
      settled.set(1, settled.get(1).withoutHash());
    }
    if (settled.size() > 1 && settled.stream().anyMatch(Variant::withTrace)) {
      settled.replaceAll(variant -> variant.withTrace() ? variant : variant.withoutHash());
    }
    return settled;
  }
}
