package dev.whorl.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.delivery.Compression;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Mechanism;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrownException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever events come one after the other, each is unpacked to what it is unpacked. */
class PackedEventPropertiesTest {
  private static final byte[] NOTHING = {};

  /** How many frames a trace has; the shortest are not remembered, nor the longest. */
  private static final List<Integer> FRAMES = List.of(0, 1, 12, 40, 60, 240, 600);

  @Property(tries = 25)
  void events_areUnpackedToTheirJson(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int traces,
      @ForAll @IntRange(min = 1, max = 30) int messageLengths)
      throws IOException {
    Random random = new Random(seed);
    EventEncoder encoder = new EventEncoder(true);
    try (Compression compression = new Compression()) {
      for (int i = 0; i < 60; i++) {
        ErrorEvent event = event(random, traces, messageLengths);

        EncodedEvent encoded = encoder.encode(event);

        byte[] json = EventJson.encode(event).json();
        assertThat(encoded.json()).isEqualTo(json);
        // The JDK compares length and sum.
        assertThat(plain(compression.gzip(NOTHING, encoded.packed(), NOTHING))).isEqualTo(json);
      }
    }
  }

  private static byte[] plain(byte[] compressed) throws IOException {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return gzip.readAllBytes();
    }
  }

  private static ErrorEvent event(Random random, int traces, int messageLengths) {
    List<ThrownException> exceptions = new ArrayList<>();
    // At times more than an event may hold, so that frames are cut.
    int count = random.nextInt(60) == 0 ? 120 : List.of(0, 1, 1, 2, 2, 2, 3).get(random.nextInt(7));
    int first = random.nextInt(traces);
    for (int i = 0; i < count; i++) {
      // Mostly the same cause for the same exception.
      int trace = random.nextInt(5) == 0 ? random.nextInt(traces) : first + i;
      exceptions.add(
          new ThrownException(
              "ShopException",
              text(random, random.nextInt(messageLengths)),
              "com.acme",
              1,
              new Mechanism("log", true, i, null, null),
              frames(trace)));
    }
    return Written.event()
        .message(new LogMessage(null, text(random, random.nextInt(3000)), List.of()))
        .exceptions(exceptions)
        .context("MDC", Map.of("key", text(random, random.nextInt(2000))))
        .build();
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(random.nextInt(4) == 0 ? "order " : (char) (' ' + random.nextInt(300)));
    }
    return text.substring(0, length);
  }

  /** Traces begin alike and have the same names. */
  private static List<StackFrame> frames(int trace) {
    List<StackFrame> frames = new ArrayList<>();
    int length = FRAMES.get(trace % FRAMES.size());
    for (int i = 0; i < length; i++) {
      frames.add(
          new StackFrame(
              "com.acme.shop.Layer" + i % 17,
              i < length / 2 ? "service" : "order" + trace,
              "Layer" + i % 17 + ".java",
              i,
              null));
    }
    return frames;
  }
}
