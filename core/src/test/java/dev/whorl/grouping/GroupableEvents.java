package dev.whorl.grouping;

import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableEvent.Message;
import dev.whorl.grouping.facts.GroupableEvent.ThreadFacts;
import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import dev.whorl.grouping.facts.GroupableFrame;
import dev.whorl.grouping.facts.GroupableTrace;
import dev.whorl.testing.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Events as they come and as they should never come. Grouping changes the frames of an event, so
 * what is grouped is always a copy.
 */
final class GroupableEvents {
  private GroupableEvents() {}

  static Arbitrary<GroupableEvent> any() {
    return Combinators.combine(
            exception().list().ofMaxSize(5),
            frames(),
            thread().list().ofMaxSize(2),
            message().injectNull(0.3),
            entry().list().ofMaxSize(3).injectNull(0.5),
            Arbitraries.of("x", "0123456789abcdef0123456789abcdef").injectNull(0.95))
        .as(
            (exceptions, frames, threads, message, fingerprint, checksum) ->
                new GroupableEvent(
                    "java",
                    checksum,
                    fingerprint,
                    message,
                    exceptions,
                    threads,
                    new GroupableTrace(frames),
                    null,
                    "error",
                    "com.acme.Orders",
                    null,
                    Map.of("zone", "eu"),
                    "2.1",
                    "sentry.java.whorl"));
  }

  static Arbitrary<List<GroupableFrame>> frames() {
    Arbitrary<List<GroupableFrame>> frames = frame().list().ofMaxSize(12);
    return Arbitraries.oneOf(
        frames, Combinators.combine(frames, frames).as(GroupableEvents::repeated));
  }

  /** Half of the frames follow a frame that is equal or nearly so. */
  private static List<GroupableFrame> repeated(
      List<GroupableFrame> frames, List<GroupableFrame> lines) {
    List<GroupableFrame> repeated = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      repeated.add(frames.get(i));
      if (i < lines.size()) {
        int line = i % 2 == 0 ? frames.get(i).lineno() : lines.get(i).lineno();
        repeated.add(at(frames.get(i), line));
      }
    }
    return repeated;
  }

  static GroupableEvent copy(GroupableEvent event) {
    return withFrames(event, frames -> frames.stream().map(it -> at(it, it.lineno())).toList());
  }

  /** The same event with other frames. */
  static GroupableEvent withFrames(
      GroupableEvent event, UnaryOperator<List<GroupableFrame>> change) {
    return new GroupableEvent(
        event.platform(),
        event.checksum(),
        event.fingerprint(),
        event.message(),
        event.exceptions().stream()
            .map(
                it ->
                    new ThrownFacts(
                        it.type(),
                        it.value(),
                        it.mechanism(),
                        it.exceptionId(),
                        it.parentId(),
                        it.exceptionGroup(),
                        it.synthetic(),
                        changed(it.trace(), change)))
            .toList(),
        event.threads().stream()
            .map(it -> new ThreadFacts(it.crashed(), it.current(), changed(it.trace(), change)))
            .toList(),
        changed(event.trace(), change),
        event.template(),
        event.level(),
        event.logger(),
        event.transaction(),
        event.tags(),
        event.release(),
        event.sdk());
  }

  private static GroupableTrace changed(
      GroupableTrace trace, UnaryOperator<List<GroupableFrame>> change) {
    return new GroupableTrace(change.apply(trace.frames()));
  }

  /** The same frame, as it was before any grouping, at another line. */
  static GroupableFrame at(GroupableFrame frame, int line) {
    return new GroupableFrame(
        frame.platform(),
        frame.module(),
        frame.function(),
        frame.filename(),
        frame.absPath(),
        frame.packageName(),
        frame.contextLine(),
        line,
        frame.colno(),
        frame.inApp());
  }

  private static Arbitrary<ThrownFacts> exception() {
    Arbitrary<Integer> id = Arbitraries.integers().between(-1, 4).injectNull(0.1);
    Arbitrary<Boolean> seldom = Arbitraries.frequency(Tuple.of(4, false), Tuple.of(1, true));
    return Combinators.combine(
            oddly("IOException", "IllegalStateException", "Outer$Inner", ""),
            oddly("it broke", "User 42 not found", "java.io.IOException: a\nb\nc", "{{ type }}"),
            Arbitraries.of("chained", "generic").injectNull(0.2),
            id,
            id,
            seldom,
            seldom,
            frames().map(GroupableTrace::new))
        .as(ThrownFacts::new);
  }

  private static Arbitrary<ThreadFacts> thread() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            frames().map(GroupableTrace::new))
        .as(ThreadFacts::new);
  }

  private static Arbitrary<Message> message() {
    return Combinators.combine(oddly("User {} not found", ""), oddly("User 42 not found", ""))
        .as(Message::new);
  }

  private static Arbitrary<String> entry() {
    return oddly(
            "{{ default }}",
            "{{default}}",
            "{{ type }}",
            "{{ function }}",
            "{{ message }}",
            "{{ tags.zone }}",
            "{{ nobody }}",
            "orders",
            "it broke",
            "x-{{ type }}",
            "")
        .map(text -> text == null ? "" : text);
  }

  private static Arbitrary<GroupableFrame> frame() {
    return Combinators.combine(
            Arbitraries.of("python", "native").injectNull(0.95),
            oddly(
                "com.acme.Orders",
                "com.acme.Orders$$Lambda$14/0x1",
                "java.util.ArrayList",
                "java.util.stream.A",
                "java.util.concurrent.ThreadPoolExecutor",
                "java.lang.reflect.Method",
                "jdk.internal.reflect.GeneratedMethodAccessor7",
                "com.acme.Foo$$SpringCGLIB$$0",
                "org.springframework.Proxy",
                "io.sentry.Hub"),
            oddly("run", "lambda$run$0", "runWorker", "invoke", "nextTick", ""),
            oddly("Orders.java", "Orders_$$_javassist_7.java", "<anonymous>", ""),
            oddly("Orders.java", "/app/vendor/Orders.java", "http://x/y.js"),
            Arbitraries.of("/usr/lib/x", "app.jar").injectNull(0.8),
            Arbitraries.integers().between(0, 3),
            Arbitraries.of(true, false).injectNull(0.4))
        .as(
            (platform, module, function, filename, absPath, packageName, line, inApp) ->
                new GroupableFrame(
                    platform,
                    module,
                    function,
                    filename,
                    absPath,
                    packageName,
                    "x = 1",
                    line,
                    0,
                    inApp));
  }

  /** Mostly one of some texts; else null or any text. */
  private static Arbitrary<String> oddly(String... texts) {
    return Arbitraries.frequencyOf(Tuple.of(12, Arbitraries.of(texts)), Tuple.of(1, Texts.any(8)))
        .injectNull(0.05);
  }
}
