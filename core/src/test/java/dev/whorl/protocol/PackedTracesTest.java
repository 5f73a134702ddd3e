package dev.whorl.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.ErrorEvent;
import dev.whorl.event.Mechanism;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrownException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedTracesTest {
  private final PackedTraces traces = new PackedTraces();

  @Test
  void traceSeenTwice_isPackedOnce() {
    assertThat(traces.find(written("no", 1, 2))).isNull();
    assertThat(traces.bytes()).isZero();

    byte[][] second = traces.find(written("no", 1, 2));
    byte[][] third = traces.find(written("no", 1, 2));

    assertThat(second).isNotNull();
    for (int i = 0; i < 2; i++) {
      assertThat(third[i]).isSameAs(second[i]);
    }
  }

  @Test
  void traceAfterOneThatItRepeats_isPackedShorter() {
    traces.find(written("no", 1, 2));

    byte[][] blocks = traces.find(written("no", 1, 2));

    assertThat(blocks[1].length).isLessThan(blocks[0].length / 2);
  }

  @Test
  void messageOfAnotherLength_asksForBlocksOfItsOwnWhenItComesAgain() {
    traces.find(written("no", 1, 2));
    byte[][] known = traces.find(written("no", 1, 2));

    assertThat(traces.find(written("yes", 1, 2))).isNull();
    byte[][] again = traces.find(written("yes", 1, 2));

    assertThat(again[0]).isSameAs(known[0]);
    assertThat(again[1]).isNotSameAs(known[1]);
    assertThat(traces.find(written("no", 1, 2))[1]).isSameAs(known[1]);
    assertThat(traces.find(written("yes", 1, 2))[1]).isSameAs(again[1]);
  }

  @Test
  void messagesOfAnyLength_takeLittleMemory() {
    for (int i = 0; i < 2000; i++) {
      traces.find(written("x".repeat(i / 2), 1, 2));
    }

    assertThat(traces.bytes()).isLessThan(2 * written("", 1, 2).size());
  }

  @Test
  void sameTraceAfterAnotherOne_isNotTakenForThatAfterTheFirst() {
    for (int i = 0; i < 3; i++) {
      traces.find(written("no", 1, 2));
      traces.find(written("no", 3, 2));
    }

    assertThat(traces.find(written("no", 3, 2))[1])
        .isNotSameAs(traces.find(written("no", 1, 2))[1]);
  }

  @Test
  void tracesThatDoNotComeAgainSoon_areNotKept() {
    for (int i = 0; i < 9000; i++) {
      assertThat(traces.find(written("no", i % 3000, 3000 + i % 3000))).isNull();
    }

    assertThat(traces.bytes()).isZero();
  }

  @Test
  void twoTracesOfWhichOneIsKept_doNotDriveEachOtherOutByTurns() {
    Random random = new Random(1);
    int packed = 0;
    for (int i = 0; i < 20_000; i++) {
      // All slots are asked for by three traces or so, and MAX_BYTES does not let all be filled.
      byte[][] blocks = traces.find(written("no", random.nextInt(3 * PackedTraces.SLOTS)));
      if (blocks != null) {
        packed++;
      }
    }

    assertThat(packed).isGreaterThan(2000);
  }

  @Test
  void longTraces_takeBoundedMemory() {
    Random random = new Random(1);
    for (int i = 0; i < 150; i++) {
      EventBytes event = noise(random, PackedTraces.LONGEST);
      for (int sight = 0; sight < 12; sight++) {
        traces.find(event);
      }
      assertThat(traces.bytes())
          .isLessThanOrEqualTo(PackedTraces.MAX_BYTES + 2 * PackedTraces.LONGEST);
    }
    assertThat(traces.bytes()).isPositive();
    assertThat(traces.find(noise(random, PackedTraces.LONGEST + 1))).isNull();
  }

  @Test
  void placesOfTraces_areThoseOfWhatIsWrittenAtLast() {
    List<ThrownException> many = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      many.add(thrown("no", i, 250));
    }
    ErrorEvent large =
        Written.event().exceptions(many).context("MDC", Map.of("key", "value")).build();
    EventBytes bytes = new EventBytes(16);

    EventJson.write(large, bytes, new RepeatedTexts(16, 0));

    assertThat(bytes.traces()).isEqualTo(60);
    for (int i = 0; i < 60; i++) {
      String trace = text(bytes, bytes.traceStart(i) - 10, bytes.traceEnd(i) + 3);
      assertThat(trace).startsWith("\"frames\":[{").endsWith("}]}}").contains("order" + i);
      assertThat(trace.split("lineno", -1)).hasSize(101);
    }
  }

  private static String text(EventBytes bytes, int from, int to) {
    return new String(bytes.array(), from, to - from, ISO_8859_1);
  }

  private static EventBytes noise(Random random, int length) {
    EventBytes event = new EventBytes(16);
    event.beginTrace();
    for (int i = 0; i < length; i++) {
      event.write(1 + random.nextInt(255));
    }
    event.endTrace();
    return event;
  }

  private static EventBytes written(String message, int... numbers) {
    List<ThrownException> exceptions = new ArrayList<>();
    for (int number : numbers) {
      exceptions.add(thrown(message, number, 60));
    }
    EventBytes bytes = new EventBytes(16);
    EventJson.write(Written.event().exceptions(exceptions).build(), bytes, new RepeatedTexts(0, 0));
    return bytes;
  }

  private static ThrownException thrown(String message, int number, int length) {
    List<StackFrame> frames = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      String name = "com.acme.shop.Layer" + i;
      frames.add(
          new StackFrame(name, i == 2 ? "order" + number : "service", "Layer.java", i + 1, null));
    }
    return new ThrownException(
        "ShopException", message, "com.acme", 1, new Mechanism("log", true, 0, null, null), frames);
  }
}
