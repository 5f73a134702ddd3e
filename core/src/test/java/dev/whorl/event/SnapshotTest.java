package dev.whorl.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  @Test
  void immutableValues_stayWhatTheyAre() {
    UUID id = UUID.randomUUID();
    for (Object value :
        List.of(
            1,
            2L,
            (short) 3,
            (byte) 4,
            1.5,
            2.5f,
            true,
            'c',
            id,
            DayOfWeek.MONDAY,
            Instant.EPOCH,
            "text")) {
      assertThat(Snapshot.value(value)).isEqualTo(value).hasSameClassAs(value);
    }
  }

  @Test
  void mutableValues_becomeText() {
    StringBuilder builder = new StringBuilder("before");
    Date date = new Date(0);
    Object text = Snapshot.value(builder);
    Object dateText = Snapshot.value(date);

    builder.append(" after");
    date.setTime(86_400_000L * 365);

    assertThat(text).isEqualTo("before");
    assertThat(dateText).isEqualTo(new Date(0).toString());
    assertThat(Snapshot.value(new BigDecimal("1.10"))).isEqualTo("1.10");
  }

  @Test
  void collectionsAndMaps_areCopiedInDepth() {
    List<Object> inner = new ArrayList<>(List.of("a", 1));
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put(5, inner);
    map.put("none", null);
    Object copy = Snapshot.value(map);

    inner.add("later");
    map.clear();

    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("5", List.of("a", 1));
    expected.put("none", null);
    assertThat(copy).isEqualTo(expected);
  }

  @Test
  void arrays_becomeLists() {
    assertThat(Snapshot.value(new int[] {1, 2})).isEqualTo(List.of(1, 2));
    assertThat(Snapshot.value(new Object[] {"a", null})).isEqualTo(Arrays.asList("a", null));
    assertThat(Snapshot.text(new int[] {1, 2})).isEqualTo("[1, 2]");
    assertThat(Snapshot.text(new String[][] {{"a"}, {"b"}})).isEqualTo("[[a], [b]]");
  }

  @Test
  void throwingToString_isToldInPlaceOfTheText() {
    String told = "[toString failed: java.lang.IllegalStateException]";

    assertThat(Snapshot.text(new Throwing())).isEqualTo(told);
    assertThat(Snapshot.value(new Throwing())).isEqualTo(told);
    assertThat(Snapshot.value(List.of("a", new Throwing()))).isEqualTo(List.of("a", told));
    assertThat(Snapshot.params(new Object[] {new Throwing(), 1})).containsExactly(told, "1");
  }

  @Test
  void nullToString_isTheTextNull() {
    assertThat(Snapshot.text(new NullText())).isEqualTo("null");
    assertThat(Snapshot.value(new NullText())).isEqualTo("null");
    assertThat(Snapshot.text(null)).isEqualTo("null");
    assertThat(Snapshot.value(null)).isNull();
  }

  @Test
  void noParams_areAnEmptyList() {
    assertThat(Snapshot.params(null)).isEmpty();
    assertThat(Snapshot.params(new Object[0])).isEmpty();
    assertThat(Snapshot.params(new Object[] {null})).containsExactly("null");
    assertThat(Snapshot.params(new Object[1000])).hasSize(100);
  }

  @Test
  void collectionThatContainsItself_ends() {
    List<Object> list = new ArrayList<>(List.of("a"));
    list.add(list);
    Map<String, Object> left = new HashMap<>();
    Map<String, Object> right = new HashMap<>(Map.of("left", left));
    left.put("right", right);
    Object[] array = new Object[1];
    array[0] = array;

    assertThat(Snapshot.value(list).toString()).startsWith("[a, [a, ");
    assertThat(Snapshot.value(left)).isInstanceOf(Map.class);
    assertThat(Snapshot.text(left)).startsWith("[toString failed: ");
    assertThat(Snapshot.text(array)).isEqualTo("[[...]]");
    assertThat(Snapshot.value(array))
        .isEqualTo(List.of(List.of(List.of(List.of(List.of("[deeper]"))))));
  }

  @Test
  void collectionThatContainsItselfManyTimes_isBoundedAsAWhole() {
    List<Object> list = new ArrayList<>();
    list.addAll(Collections.nCopies(100, list));

    assertThat(countOf(Snapshot.value(list))).isLessThan(2_000);
  }

  @Test
  void longText_isCut() {
    String text = "x".repeat(5_000_000);

    assertThat(Snapshot.text(text)).hasSize(Snapshot.MAX_TEXT);
    assertThat((String) Snapshot.value(text)).hasSize(Snapshot.MAX_TEXT);
    assertThat(Snapshot.text(new StringBuilder(text))).hasSize(Snapshot.MAX_TEXT);
    assertThat(Snapshot.cut("short")).isEqualTo("short");
  }

  @Test
  void longCollections_areCut() {
    assertThat((List<?>) Snapshot.value(Collections.nCopies(1000, 1))).hasSize(100);
    assertThat((List<?>) Snapshot.value(new long[1000])).hasSize(100);
    Map<Integer, Integer> map = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      map.put(i, i);
    }
    assertThat((Map<?, ?>) Snapshot.value(map)).hasSize(100);
  }

  @Test
  void deepCollection_endsWithoutItsText() {
    Object deep = "core";
    for (int i = 0; i < 50; i++) {
      deep = Arrays.asList(deep);
    }

    assertThat(Snapshot.value(deep).toString())
        .isEqualTo("[".repeat(5) + "[deeper]" + "]".repeat(5));
  }

  @Test
  void manyLongTexts_areBoundedAsAWhole() {
    List<String> texts = Collections.nCopies(100, "x".repeat(8000));
    int chars =
        ((List<?>) Snapshot.value(texts)).stream().mapToInt(text -> text.toString().length()).sum();
    int params = Snapshot.params(texts.toArray()).stream().mapToInt(String::length).sum();

    assertThat(chars).isEqualTo(65_536);
    assertThat(params).isEqualTo(Snapshot.MAX_TEXT);
  }

  @Test
  void paramBeyondAllThatIsKept_isNotAskedForItsText() {
    AtomicBoolean asked = new AtomicBoolean();
    Object param =
        new Object() {
          @Override
          public String toString() {
            asked.set(true);
            return "";
          }
        };

    assertThat(Snapshot.params(new Object[] {"x".repeat(10_000), param}))
        .containsExactly("x".repeat(Snapshot.MAX_TEXT), "");
    assertThat(asked).isFalse();
  }

  @Test
  void mdc_isCopiedOnlyIfAValueIsTooLong() {
    Map<String, String> small = Map.of("a", "b");
    Map<String, String> large = Map.of("a", "x".repeat(100_000), "b", "c");

    assertThat(Snapshot.mdc(small)).isSameAs(small);
    assertThat(Snapshot.mdc(large)).containsEntry("b", "c");
    assertThat(Snapshot.mdc(large).get("a")).hasSize(Snapshot.MAX_TEXT);
  }

  @Test
  void fingerprint_isNeverCut() {
    List<String> parts = Collections.nCopies(500, "part");

    assertThat(Snapshot.fingerprint(parts)).isEqualTo(Fingerprint.of(parts));
    assertThat(Snapshot.fingerprint(new int[] {1, 2})).isEqualTo(Fingerprint.of("1", "2"));
    assertThat((String) Snapshot.fingerprint("x".repeat(20_000))).hasSize(20_000);
    assertThat(Snapshot.fingerprint(null)).isNull();
    assertThat(Snapshot.fingerprint(new Throwing())).asString().startsWith("[toString failed");
  }

  private static int countOf(Object value) {
    return value instanceof List<?> list
        ? 1 + list.stream().mapToInt(SnapshotTest::countOf).sum()
        : 1;
  }

  private static final class Throwing {
    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  private static final class NullText {
    @Override
    public String toString() {
      return null;
    }
  }
}
