package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.testing.Calls;
import dev.whorl.testing.Texts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class RateLimitsPropertiesTest {
  private static final long DAY = Duration.ofHours(24).toNanos();

  record Limit(long millis, List<String> categories) {
    String header() {
      return millis / 1000.0 + ":" + String.join(";", categories) + ":organization:quota";
    }

    boolean isFor(String category) {
      return categories.isEmpty() || categories.contains(category);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    List<String> pieces =
        List.of(
            "60",
            "0",
            "1e9",
            "1.5",
            "-1",
            "NaN",
            "Infinity",
            "1e",
            ".",
            ":",
            ";",
            ",",
            " ",
            "\t",
            "error",
            "internal",
            "transaction",
            "gloves",
            "key",
            "\u0000",
            "٣",
            "GMT",
            "Fri, ",
            "06 Nov 2026 08:49:37");
    return Arbitraries.oneOf(Texts.of(pieces, 20), Texts.any(40), Texts.repeated(pieces, 10_000));
  }

  @Provide
  Arbitrary<List<Limit>> limits() {
    Arbitrary<List<String>> categories =
        Arbitraries.of("error", "internal", "transaction", "session", "gloves").list().ofMaxSize(3);
    return Combinators.combine(Arbitraries.longs().between(0, 100_000_000), categories)
        .as(Limit::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Property
  void anyText_isTakenAndLimitsAtMostADay(
      @ForAll("texts") String header,
      @ForAll("texts") String retryAfter,
      @ForAll long now,
      @ForAll boolean tooMany) {
    RateLimits limits = new RateLimits(() -> now, InstantSource.fixed(Calls.NOON));

    limits.update(tooMany ? 429 : 200, header, retryAfter);

    assertThat(limits.errorsLimitedNanos()).isBetween(0L, DAY);
    assertThat(limits.allLimitedNanos()).isBetween(0L, DAY);
  }

  @Property
  void wellFormedHeader_limitsEachCategoryForItsLongest(
      @ForAll("limits") List<Limit> written, @ForAll long now, @ForAll boolean tooMany) {
    RateLimits limits = new RateLimits(() -> now, InstantSource.fixed(Calls.NOON));

    limits.update(
        tooMany ? 429 : 200,
        written.stream().map(Limit::header).collect(Collectors.joining(", ")),
        "1000");

    assertLimit(limits.errorsLimitedNanos(), written.stream().filter(l -> l.isFor("error")));
    assertLimit(limits.allLimitedNanos(), written.stream().filter(l -> l.isFor("internal")));
  }

  @Property
  void headersOneByOne_limitAsIfTheyWereOne(
      @ForAll("limits") List<Limit> written, @ForAll @LongRange(min = 0) long now) {
    RateLimits joined = new RateLimits(() -> now, InstantSource.fixed(Calls.NOON));
    RateLimits oneByOne = new RateLimits(() -> now, InstantSource.fixed(Calls.NOON));

    joined.update(200, written.stream().map(Limit::header).collect(Collectors.joining(",")), null);
    written.forEach(limit -> oneByOne.update(200, limit.header(), null));

    assertThat(oneByOne.errorsLimitedNanos()).isEqualTo(joined.errorsLimitedNanos());
    assertThat(oneByOne.allLimitedNanos()).isEqualTo(joined.allLimitedNanos());
  }

  /** To the nanosecond that rounding up may add to what binary fractions cannot say. */
  private static void assertLimit(long nanos, Stream<Limit> limits) {
    long longest = limits.mapToLong(limit -> limit.millis() * 1_000_000).max().orElse(0);
    assertThat(nanos).isBetween(Math.min(longest, DAY), Math.min(longest + 1, DAY));
  }
}
