package dev.whorl.grouping;

import dev.whorl.event.StackFrame;
import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableEvent.Message;
import dev.whorl.grouping.facts.GroupableEvent.Template;
import dev.whorl.grouping.facts.GroupableEvent.ThreadFacts;
import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import dev.whorl.grouping.facts.GroupableTrace;
import dev.whorl.grouping.facts.TraceOwner;
import dev.whorl.grouping.rules.StackTraceRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The grouping of an event for which nobody asked for another one: by its exceptions, else by a
 * thread, a stack trace, a template or its message. The first of these that has anything to say
 * decides alone.
 */
final class DefaultGrouping {
  private static final int FRAMES_OF_A_TRACE = 8;

  private final StackTraceRules rules;
  private final Traces traces;
  private final KnownHashes hashes;

  /**
   * Makes a grouping.
   *
   * @param rules the built-in ones and the project's
   * @param frames how many frames to remember
   */
  DefaultGrouping(StackTraceRules rules, int frames) {
    this.rules = rules.remembering(frames);
    traces = new Traces(this.rules, frames);
    hashes = new KnownHashes(frames / FRAMES_OF_A_TRACE);
  }

  /** The part of an event that decides. */
  enum Decider {
    EXCEPTION,
    THREAD,
    STACK_TRACE,
    TEMPLATE,
    MESSAGE,
    NOTHING
  }

  /**
   * What decides an event's default group.
   *
   * @param decider the part that does
   * @param variants all that this part has, {@code app} before {@code system}; some may be without
   *     a hash
   * @param exceptions what each exception could say, in payload order
   * @param order which of them enter
   * @param trace the trace that decides where no exception does, else null
   */
  record Result(
      Decider decider,
      List<Variant> variants,
      List<ExceptionParts> exceptions,
      ExceptionOrder.Ordered order,
      @Nullable TraceParts trace) {}

  /** What of the frames of an exception takes part in grouping. */
  GroupableTrace trace(List<StackFrame> frames) {
    return traces.of(frames);
  }

  /** What of a trace of the JVM enters groups; null if that depends on the exception. */
  @Nullable GroupableTrace known(GroupableTrace trace) {
    return traces.known(trace);
  }

  /**
   * The first pass of the rules: sets what is in-app and of which category. Once for each event.
   */
  void prepare(GroupableEvent event) {
    for (ThrownFacts exception : event.exceptions()) {
      rules.applyCategoriesAndInApp(exception.trace(), exception.owner(event.platform()));
    }
    for (ThreadFacts thread : event.threads()) {
      rules.applyCategoriesAndInApp(thread.trace(), TraceOwner.none(event.platform()));
    }
    rules.applyCategoriesAndInApp(event.trace(), TraceOwner.none(event.platform()));
  }

  /** Computes the variants of a prepared event. */
  Result group(GroupableEvent event, boolean explain) {
    List<ExceptionParts> exceptions = new ArrayList<>(event.exceptions().size());
    for (ThrownFacts exception : event.exceptions()) {
      TraceOwner owner = exception.owner(event.platform());
      exceptions.add(
          new ExceptionParts(exception, traces.parts(exception.trace(), owner, explain)));
    }
    ExceptionOrder.Ordered order = ExceptionOrder.of(exceptions);
    List<Variant> variants = exceptions(order.entering());
    if (contribute(variants)) {
      return new Result(Decider.EXCEPTION, settled(variants), exceptions, order, null);
    }
    TraceOwner nobody = TraceOwner.none(event.platform());
    TraceParts thread = traces.parts(threadTrace(event), nobody, explain);
    variants = trace(thread);
    if (contribute(variants)) {
      return new Result(Decider.THREAD, settled(variants), exceptions, order, thread);
    }
    TraceParts topLevel = traces.parts(event.trace(), nobody, explain);
    variants = trace(topLevel);
    if (contribute(variants)) {
      return new Result(Decider.STACK_TRACE, settled(variants), exceptions, order, topLevel);
    }
    Decider decider = Decider.TEMPLATE;
    variants = List.of(new Variant("default", template(event.template()), false));
    if (!contribute(variants)) {
      variants = List.of(new Variant("default", message(event.message()), false));
      decider = contribute(variants) ? Decider.MESSAGE : Decider.NOTHING;
    }
    return new Result(decider, variants, exceptions, order, null);
  }

  /** The hash of a value stream, computed or remembered. */
  String hash(ValueStream stream) {
    return hashes.of(stream);
  }

  private static List<Variant> exceptions(List<ExceptionParts> entering) {
    boolean anyTrace = false;
    for (ExceptionParts part : entering) {
      anyTrace |= part.traceContributes(true) || part.traceContributes(false);
    }
    List<Variant> variants = new ArrayList<>(2);
    add(variants, "app", entering, true, anyTrace);
    add(variants, "system", entering, false, anyTrace);
    return variants;
  }

  /**
   * Adds a variant if any exception has it. One without a trace gives no hash beside one with a
   * trace.
   */
  private static void add(
      List<Variant> variants,
      String name,
      List<ExceptionParts> entering,
      boolean app,
      boolean anyTrace) {
    boolean exists = false;
    boolean withTrace = false;
    for (ExceptionParts part : entering) {
      exists |= part.has(app);
      withTrace |= part.has(app) && part.traceContributes(app);
    }
    if (!exists) {
      return;
    }
    ValueStream stream = new ValueStream();
    for (ExceptionParts part : entering) {
      if (part.has(app) && withTrace == anyTrace) {
        part.addTo(stream, app);
      }
    }
    variants.add(new Variant(name, stream, withTrace));
  }

  private static List<Variant> trace(TraceParts trace) {
    if (trace.isEmpty()) {
      return List.of();
    }
    List<Variant> variants = new ArrayList<>(2);
    for (boolean app : new boolean[] {true, false}) {
      TraceParts.Selection selection = trace.selection(app);
      ValueStream stream = new ValueStream();
      if (selection.contributes()) {
        stream.add(selection.values());
      }
      variants.add(new Variant(app ? "app" : "system", stream, selection.contributes()));
    }
    return variants;
  }

  private static GroupableTrace threadTrace(GroupableEvent event) {
    List<ThreadFacts> threads = event.threads();
    ThreadFacts thread = only(threads, ThreadFacts::crashed);
    if (thread == null) {
      thread = only(threads, ThreadFacts::current);
    }
    if (thread == null && threads.size() == 1) {
      thread = threads.get(0);
    }
    return thread == null ? GroupableTrace.EMPTY : thread.trace();
  }

  private static @Nullable ThreadFacts only(
      List<ThreadFacts> threads, Predicate<ThreadFacts> condition) {
    List<ThreadFacts> found = threads.stream().filter(condition).toList();
    return found.size() == 1 ? found.get(0) : null;
  }

  private static ValueStream template(@Nullable Template template) {
    ValueStream stream = new ValueStream();
    if (template != null && template.filename() != null) {
      stream.add(template.filename());
    }
    if (template != null && template.contextLine() != null) {
      stream.add(template.contextLine());
    }
    return stream;
  }

  private static ValueStream message(@Nullable Message message) {
    String text = message == null ? null : message.template();
    if (message != null && (text == null || text.isEmpty())) {
      text = message.formatted();
    }
    String value = text == null ? "" : MessageTemplate.of(MessageTemplate.trim(text));
    return ValueStream.of(value.isEmpty() ? List.of() : List.of(value));
  }

  private static boolean contribute(List<Variant> variants) {
    for (Variant variant : variants) {
      if (variant.contributes()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Of equal variants app stays; of variants with and without a stack trace those with one stay.
   */
  private List<Variant> settled(List<Variant> variants) {
    if (variants.size() < 2) {
      return variants;
    }
    Variant app = variants.get(0);
    Variant system = variants.get(1);
    if (app.contributes()
        && system.contributes()
        && hash(app.stream()).equals(hash(system.stream()))) {
      system = system.withoutHash();
    }
    boolean anyTrace = app.withTrace() || system.withTrace();
    return List.of(
        anyTrace && !app.withTrace() ? app.withoutHash() : app,
        anyTrace && !system.withTrace() ? system.withoutHash() : system);
  }
}
