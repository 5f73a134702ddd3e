package dev.whorl.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class InstantTextPropertiesTest {
  @Property
  void text_isThatOfTheInstant(@ForAll("instants") List<Instant> instants) {
    InstantText text = new InstantText();

    for (Instant instant : instants) {
      assertThat(text.of(instant)).isEqualTo(instant.toString());
    }
  }

  /** Several of a second, of any second, in any order. */
  @Provide
  Arbitrary<List<Instant>> instants() {
    Arbitrary<Long> seconds =
        Arbitraries.oneOf(
            Arbitraries.longs().between(1_800_000_000L, 1_800_000_003L),
            Arbitraries.longs()
                .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()));
    Arbitrary<Integer> nanos =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 999_999_999),
            Arbitraries.integers().between(0, 999).map(millis -> millis * 1_000_000),
            Arbitraries.integers().between(0, 999_999).map(micros -> micros * 1000));
    return Combinators.combine(seconds, nanos).as(Instant::ofEpochSecond).list().ofMaxSize(8);
  }
}
