package dev.whorl.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.ErrorEvent;
import dev.whorl.event.Mechanism;
import dev.whorl.event.Severity;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrownException;
import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is remembered of traces must never be told from what is computed. */
class TracesTest {
  private static final StackTraceRules NO_RULES = StackTraceRules.parse("");

  private static ErrorEvent event(String type, String value, List<StackFrame> frames) {
    return ErrorEvent.builder(Instant.EPOCH, Severity.ERROR)
        .exceptions(
            List.of(
                new ThrownException(
                    type, value, "com.acme", 1, new Mechanism("log", true, 0, null, null), frames)))
        .build();
  }

  private static Grouper grouper(String stackTraceRules) {
    return new Grouper(FingerprintRules.parse(""), StackTraceRules.parse(stackTraceRules));
  }

  private static List<StackFrame> frames(Random random) {
    List<StackFrame> frames = new ArrayList<>();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      String module = random.nextBoolean() ? "com.acme.A" + random.nextInt(3) : "java.util.B";
      Boolean inApp = random.nextInt(3) == 0 ? Boolean.TRUE : null;
      frames.add(
          new StackFrame(module, "m" + random.nextInt(3), "A.java", random.nextInt(2), inApp));
    }
    return frames;
  }

  /** Few values, so that traces come again, displace each other and differ in one place only. */
  @Test
  void rememberedTraces_giveTheSameGroupAsFreshOnes() {
    Random random = new Random(20261123);
    Grouper remembering = grouper("");
    for (int i = 0; i < 20_000; i++) {
      ErrorEvent event = event("T" + random.nextInt(2), "order " + i % 3, frames(random));

      Group remembered = remembering.group(event, name -> null);

      assertThat(remembered)
          .isEqualTo(
              remembering.group(GroupableEvent.of(event, GroupableEvent::trace), name -> null));
    }
  }

  @Test
  void threadsThatRememberTogether_findTheSameGroups() throws Exception {
    Random random = new Random(3);
    List<ErrorEvent> events = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      events.add(event("T" + i % 2, "order " + i % 3, frames(random)));
    }
    Grouper fresh = grouper("");
    List<Group> expected =
        events.stream()
            .map(
                event -> fresh.group(GroupableEvent.of(event, GroupableEvent::trace), name -> null))
            .toList();
    Grouper shared = grouper("");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<List<Group>>> tasks =
          Collections.nCopies(
              16, () -> events.stream().map(it -> shared.group(it, name -> null)).toList());
      for (Future<List<Group>> found : threads.invokeAll(tasks)) {
        assertThat(found.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void sameTrace_isFoundAgain() {
    Traces traces = new Traces(NO_RULES, 4096);
    List<StackFrame> frames = List.of(new StackFrame("a.B", "c", "B.java", 1, null));
    List<StackFrame> equal = List.of(new StackFrame("a.B", "c", "B.java", 1, null));
    List<StackFrame> other = List.of(new StackFrame("a.B", "c", "B.java", 1, true));

    assertThat(traces.of(equal)).isSameAs(traces.of(frames));
    assertThat(traces.of(other)).isNotSameAs(traces.of(frames));
  }

  @Test
  void rulesThatAskForTheException_seeEachOne() {
    List<StackFrame> frames =
        List.of(
            new StackFrame("a.B", "c", "B.java", 1, null),
            new StackFrame("a.B", "d", "B.java", 2, null));
    Grouper grouper = grouper("error.type:One stack.function:d -group");

    String one = grouper.group(event("One", null, frames), name -> null).hash();
    String two = grouper.group(event("Two", null, frames), name -> null).hash();

    assertThat(one).isEqualTo(ValueStream.of(List.of("One", "a.B", "c")).hash());
    assertThat(two).isEqualTo(ValueStream.of(List.of("Two", "a.B", "c", "a.B", "d")).hash());
  }
}
