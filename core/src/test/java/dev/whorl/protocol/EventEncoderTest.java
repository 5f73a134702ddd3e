package dev.whorl.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.Breadcrumb;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.Mechanism;
import dev.whorl.event.Severity;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrownException;
import dev.whorl.testing.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventEncoderTest {
  private final EventEncoder encoder = new EventEncoder(false);
  private final EventEncoder packing = new EventEncoder(true);

  @Test
  void framesAndBreadcrumbsOfAnyKind_areWrittenAsIfForTheFirstTime() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      ErrorEvent event = event(random);

      EncodedEvent encoded = encoder.encode(event);

      assertThat(encoded.json()).isEqualTo(EventJson.encode(event).json());
      assertThat(packing.encode(event).json()).isEqualTo(encoded.json());
    }
  }

  @Test
  void packedEvent_takesLessMemoryAndKnowsItsLength() {
    ErrorEvent event = event(new Random(3));

    EncodedEvent packed = packing.encode(event).carrying("group", 2);

    EncodedEvent plain = EventJson.encode(event);
    assertThat(packed.length()).isEqualTo(plain.length());
    assertThat(packed.bytes()).isEqualTo(packed.packed().blocks().length).isLessThan(plain.bytes());
    assertThat(packed.eventId()).isEqualTo(plain.eventId());
    assertThat(packed.carried()).isEqualTo(new EncodedEvent.Carried("group", 2));
    assertThat(plain.packed()).isNull();
  }

  @Test
  void eventAfterOneThatIsTooLarge_isWrittenAsEver() {
    List<StackFrame> frames = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      frames.add(new StackFrame("\u0001".repeat(10_000), "\u0002".repeat(10_000), null, i, null));
    }
    List<ThrownException> many = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      many.add(thrown(frames));
    }
    ErrorEvent large = Written.event().exceptions(many).build();
    ErrorEvent small = event(new Random(2));

    EncodedEvent cut = encoder.encode(large);

    assertThat(cut).isNull();
    assertThat(encoder.encode(small).json()).isEqualTo(EventJson.encode(small).json());
    assertThat(packing.encode(large)).isNull();
    assertThat(packing.encode(small).json()).isEqualTo(EventJson.encode(small).json());
  }

  /** Few names, so that many frames are alike but for one thing. */
  private static ErrorEvent event(Random random) {
    List<StackFrame> frames = new ArrayList<>();
    for (int i = random.nextInt(20); i >= 0; i--) {
      frames.add(
          new StackFrame(
              random.nextInt(10) == 0 ? "a\"b\uD800".repeat(random.nextInt(300)) : "com.acme.Shop",
              "step" + random.nextInt(3),
              random.nextBoolean() ? null : "Shop" + random.nextInt(2) + ".java",
              random.nextInt(3),
              random.nextBoolean() ? null : (Boolean) random.nextBoolean()));
    }
    return Written.event()
        .exceptions(List.of(thrown(frames)))
        .breadcrumbs(breadcrumbs(random))
        .build();
  }

  /** Few times and texts, likewise. */
  private static List<Breadcrumb> breadcrumbs(Random random) {
    List<Breadcrumb> breadcrumbs = new ArrayList<>();
    for (int i = random.nextInt(20); i > 0; i--) {
      breadcrumbs.add(
          new Breadcrumb(
              Calls.NOON.plusMillis(random.nextInt(3)),
              random.nextBoolean() ? Severity.INFO : Severity.ERROR,
              "com.acme.Shop" + random.nextInt(2),
              random.nextInt(10) == 0
                  ? "a\"b\uD800".repeat(random.nextInt(300))
                  : "step " + random.nextInt(3)));
    }
    return breadcrumbs;
  }

  private static ThrownException thrown(List<StackFrame> frames) {
    return new ThrownException(
        "ShopException", "no", "com.acme", 1, new Mechanism("log", true, 0, null, null), frames);
  }
}
