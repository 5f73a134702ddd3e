package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.Fingerprint;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KindHashTest {
  /** Its text is long in coming, and its hash too. */
  private static final class Slow {
    @Override
    public String toString() {
      throw new AssertionError("asked for its text");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("asked for its hash");
    }

    @Override
    public boolean equals(Object other) {
      throw new AssertionError("compared");
    }
  }

  private static long value(Object value) {
    return KindHash.value(KindHash.START, value);
  }

  private static long template(String template) {
    return KindHash.template(KindHash.START, template);
  }

  @Test
  void digits_doNotMatterInTemplatesAndDoInTexts() {
    assertThat(template("order 1 failed")).isEqualTo(template("order 4711 failed"));
    assertThat(template("order 1 failed")).isNotEqualTo(template("order 1 broke"));
    assertThat(value("order-1")).isNotEqualTo(value("order-2"));
  }

  @Test
  void placesOfAlikeMethods_haveDifferentHashes() {
    long first = frame("step1", 100);

    assertThat(frame("step1", 69)).isNotEqualTo(first);
    assertThat(frame("step2", 100)).isNotEqualTo(first);
    // The hash code of the second name is greater by one, and 31 is what hash codes are made with.
    assertThat(frame("step2", 69)).isNotEqualTo(first);
    assertThat(frame("step2", 99)).isNotEqualTo(first);
  }

  private static long frame(String method, int line) {
    return KindHash.frame(
        KindHash.START, new StackTraceElement("com.acme.Feed", method, "Feed.java", line));
  }

  @Test
  void longTexts_areReadOnlyAtTheirBeginning() {
    assertThat(template("x".repeat(256) + "a")).isEqualTo(template("x".repeat(256) + "b"));
    assertThat(value("x".repeat(1024) + "a")).isEqualTo(value("x".repeat(1024) + "b"));
    assertThat(value("x".repeat(1024) + "a")).isNotEqualTo(value("x".repeat(1024) + "bc"));
  }

  @Test
  void textsWithEqualHashCodes_haveDifferentHashes() {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    assertThat(value("Aa")).isNotEqualTo(value("BB"));
    assertThat(template("Aa")).isNotEqualTo(template("BB"));
  }

  @Test
  void values_differByWhatTheySay() {
    List<Object> values =
        Arrays.asList(
            null,
            "",
            "null",
            "1",
            1,
            2,
            3L,
            (1L << 32) + 3,
            1.5,
            2.5,
            true,
            List.of(),
            List.of("a"),
            List.of("a", "b"),
            List.of("b", "a"),
            List.of("ab"),
            new Object[] {"a", "c"},
            Fingerprint.of("a", "b"),
            Fingerprint.of("b", "a"),
            Thread.State.NEW,
            Thread.State.RUNNABLE);
    Set<Long> hashes = new HashSet<>();
    values.forEach(value -> hashes.add(value(value)));

    assertThat(hashes).hasSameSizeAs(values);
    assertThat(value(List.of("a", 1))).isEqualTo(value(List.of("a", 1)));
  }

  @Test
  void objectsOfTheProgram_countByTheirClassAndRunNoCode() {
    assertThat(value(new Slow())).isEqualTo(value(new Slow()));
    assertThat(value(List.of(new Slow()))).isNotEqualTo(value(List.of(new Object())));
  }

  @Test
  void longCollections_areReadOnlyAtTheirBeginning() {
    assertThat(value(Collections.nCopies(1_000_000_000, "a")))
        .isEqualTo(value(Collections.nCopies(1000, "a")));
  }

  @Test
  void frames_differByClassMethodAndLine() {
    Set<Long> hashes = new HashSet<>();
    for (String type : List.of("A", "B")) {
      for (String method : List.of("a", "b")) {
        for (int line : new int[] {-2, 1, 2}) {
          hashes.add(
              KindHash.frame(KindHash.START, new StackTraceElement(type, method, null, line)));
        }
      }
    }

    assertThat(hashes).hasSize(12);
  }

  @Test
  void orderOfSteps_counts() {
    assertThat(KindHash.name(KindHash.name(KindHash.START, "a"), "b"))
        .isNotEqualTo(KindHash.name(KindHash.name(KindHash.START, "b"), "a"));
  }
}
