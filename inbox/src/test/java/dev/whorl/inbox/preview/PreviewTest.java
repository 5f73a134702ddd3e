package dev.whorl.inbox.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import dev.whorl.inbox.preview.Preview.Hashed;
import dev.whorl.inbox.preview.PreviewResult.Merged;
import dev.whorl.inbox.preview.PreviewResult.Part;
import dev.whorl.inbox.preview.PreviewResult.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PreviewTest {
  private static final Grouper NO_RULES = grouper("");

  @Test
  void groupThatIsTornApartAndJoined_isInBothLists() throws IOException {
    Grouper after = grouper("tags.t:1 -> one\n");

    PreviewResult result =
        run(
            NO_RULES,
            after,
            "{'message':'red','tags':{'t':'1'}}",
            "{'message':'red','tags':{'t':'2'}}",
            "{'message':'red','tags':{'t':'2'}}",
            "{'message':'blue','tags':{'t':'1'}}");

    // md5 of "one", "red" and "blue"
    String one = "f97c5d29941bfb1b2fdab0874906ab82";
    String red = "bda9643ac6601722a28f238714274da4";
    String blue = "48d6215903dff56238e52e8891380c8f";
    assertThat(result.merged())
        .containsExactly(
            new Merged(one, List.of(new Part(blue, 1, "blue"), new Part(red, 1, "red")), 2, "red"));
    assertThat(result.split())
        .containsExactly(
            new Split(red, List.of(new Part(red, 2, "red"), new Part(one, 1, "red")), 3, "red"));
    assertThat(result.changed()).isEmpty();
    assertThat(result.unchanged()).isZero();
    assertThat(result.events()).isEqualTo(4);
    assertThat(result.groupsBefore()).isEqualTo(2);
    assertThat(result.groupsAfter()).isEqualTo(2);
  }

  @Test
  void suppressedEvents_areNotCounted() throws IOException {
    PreviewResult result =
        run(NO_RULES, NO_RULES, "{'message':'red','contexts':{'whorl':{'suppressed':40}}}");

    assertThat(result.events()).isEqualTo(1);
  }

  @Test
  void groupersThatShareEvents_giveTheSameResultAsOthers() throws IOException {
    String rules = "stack.function:b app:true -> {{ default }}, {{ stack.module }}\n";
    StackTraceRules stack = StackTraceRules.parse("stack.module:lib.** -app\nfunction:c -group\n");
    Grouper before = new Grouper(FingerprintRules.parse(""), stack);
    String[] events = new String[12];
    for (int i = 0; i < events.length; i++) {
      events[i] =
          """
          {'platform':'java','exception':{'values':[{'type':'E%d','stacktrace':{'frames':[
            {'module':'com.acme.M%d','function':'a','in_app':true},
            {'module':'com.acme.N','function':'b','in_app':true},
            {'module':'lib.L%d','function':'c','in_app':true}]}}]}}
          """
              .formatted(i % 2, i % 3, i);
    }

    PreviewResult shared = run(before, before.with(FingerprintRules.parse(rules)), events);

    assertThat(shared)
        .isEqualTo(run(before, new Grouper(FingerprintRules.parse(rules), stack), events));
    assertThat(shared.groupsBefore()).isEqualTo(6);
    assertThat(shared.changed()).hasSize(6);
  }

  @Test
  void eventsOfManyBatches_giveTheSameResultEachTime() throws IOException {
    Random random = new Random(7);
    String[] events = new String[5_000];
    for (int i = 0; i < events.length; i++) {
      events[i] =
          "{'message':'m%s','logger':'l%d','tags':{'t':'%d'}}"
              .formatted("x".repeat(random.nextInt(300)), random.nextInt(5), random.nextInt(3));
    }
    Grouper after = grouper("logger:l1 -> {{ logger }} {{ tags.t }}\nlogger:l2 -> two\n");

    PreviewResult first = run(NO_RULES, after, events);

    assertThat(first.events()).isEqualTo(5_000);
    assertThat(first.merged().stream().mapToLong(Merged::events).sum()).isGreaterThan(1_000);
    for (int i = 0; i < 5; i++) {
      assertThat(run(NO_RULES, after, events)).isEqualTo(first);
    }
  }

  @Test
  void json_hasOnlySoManyGroupsAndSaysHowManyMoreThereAre() throws IOException {
    String[] events = {
      "{'message':'a','logger':'m'}",
      "{'message':'b','logger':'m'}",
      "{'message':'c','logger':'m'}",
      "{'message':'d','logger':'x'}",
      "{'message':'e','logger':'y'}",
      "{'message':'e','logger':'y'}",
    };
    PreviewResult result =
        run(NO_RULES, grouper("logger:m -> m\nlevel:* -> {{ default }}, x"), events);

    JsonNode some = result.toJson(1);

    assertThat(some.path("merged")).hasSize(1);
    assertThat(some.path("merged").path(0).path("before")).hasSize(1);
    assertThat(some.path("merged").path(0).path("more").asInt()).isEqualTo(2);
    assertThat(some.path("changed")).hasSize(1);
    assertThat(some.path("changed").path(0).path("events").asInt()).isEqualTo(2);
    assertThat(some.path("more").toString()).isEqualTo("{\"merged\":0,\"split\":0,\"changed\":1}");
    assertThat(result.toJson(3).toString()).doesNotContain("more");
    assertThat(result.toJson(Integer.MAX_VALUE)).isEqualTo(result.toJson(3));
  }

  @Test
  void unreadableEvents_areToldInOrderAndCounted() throws IOException {
    List<String> told = new ArrayList<>();
    PreviewWatcher watcher =
        new PreviewWatcher() {
          @Override
          public void unreadable(String place, String reason) {
            told.add(place + " " + reason);
          }
        };

    PreviewResult result =
        new Preview(NO_RULES, grouper("message:x -> y"))
            .run(source("[]", "{'message':'x'}", "{", "null"), watcher);

    assertThat(told)
        .containsExactly(
            "0 a JSON array, not an event; one with events in it becomes lines by: jq -c '.[]'",
            "2 not JSON: the line ends before the event does",
            "3 JSON, but null and not an object, as events are");
    assertThat(result.unreadable()).isEqualTo(3);
    assertThat(result.events()).isEqualTo(1);
  }

  @Test
  void cancelledPreview_takesNoMoreEvents() {
    AtomicInteger handedOut = new AtomicInteger();
    EventSource endless =
        visitor -> {
          byte[] event = "{}".getBytes(StandardCharsets.UTF_8);
          while (visitor.event("", event)) {
            handedOut.incrementAndGet();
          }
        };
    PreviewWatcher watcher =
        new PreviewWatcher() {
          @Override
          public boolean isCancelled() {
            return handedOut.get() == 1_000;
          }
        };

    assertThatThrownBy(() -> new Preview(NO_RULES, NO_RULES).run(endless, watcher))
        .isInstanceOf(CancellationException.class);
    assertThat(handedOut).hasValue(1_000);
  }

  @Test
  void progress_tellsDoneAndTotalUpToTheEnd() throws IOException {
    List<Long> done = new ArrayList<>();
    PreviewWatcher watcher =
        new PreviewWatcher() {
          @Override
          public void progress(long events, long total) {
            assertThat(total).isEqualTo(300);
            done.add(events);
          }
        };
    String[] events = new String[300];
    Arrays.fill(events, "{}");

    new Preview(NO_RULES, NO_RULES).run(source(events), watcher);

    assertThat(done).isSorted().hasSizeGreaterThan(2).endsWith(300L);
  }

  @Test
  void cancelledPreview_doesNotWaitForEventsThatTakeLong() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    PreviewRun.Hasher slow =
        (place, json) -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return Hashed.failed(place, "interrupted");
        };
    PreviewWatcher watcher =
        new PreviewWatcher() {
          @Override
          public boolean isCancelled() {
            return begun.getCount() == 0;
          }
        };

    try (PreviewRun run = new PreviewRun(slow, watcher, 1)) {
      run.take("0", 2, () -> new byte[2]);
      assertThatThrownBy(run::finish).isInstanceOf(CancellationException.class);
    }

    interrupted.await();
  }

  @Test
  void titles_areCutBetweenCharacters() throws IOException {
    String message = "a".repeat(199) + "\ud83d\ude00";

    PreviewResult result =
        run(NO_RULES, grouper("level:error -> x"), "{'message':'" + message + "'}");

    assertThat(result.changed()).singleElement().extracting("title").isEqualTo("a".repeat(199));
  }

  private static PreviewResult run(Grouper before, Grouper after, String... events)
      throws IOException {
    return new Preview(before, after).run(source(events), PreviewWatcher.NONE);
  }

  private static EventSource source(String... events) {
    return new EventSource() {
      @Override
      public void visit(Visitor visitor) {
        for (int i = 0; i < events.length; i++) {
          byte[] json = events[i].replace('\'', '"').getBytes(StandardCharsets.UTF_8);
          if (!visitor.event(String.valueOf(i), json)) {
            return;
          }
        }
      }

      @Override
      public long total() {
        return events.length;
      }
    };
  }

  private static Grouper grouper(String rules) {
    return new Grouper(FingerprintRules.parse(rules), StackTraceRules.parse(""));
  }
}
