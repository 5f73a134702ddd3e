package dev.whorl.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.Snapshot;
import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Log4jContextTest {
  @AfterEach
  void clear() {
    ThreadContext.clearMap();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, Log4jContext.MOST_COMPARED})
  void contextOfTheThread_isNotCopied(int entries) {
    Map<String, String> context = putEntries(entries);
    CountedMap ofEvent = new CountedMap(context);

    assertThat(Log4jContext.of(ofEvent))
        .isEqualTo(context)
        .hasSameClassAs(ThreadContext.getImmutableContext());
    assertThat(ofEvent.lookUps).isEqualTo(entries);
  }

  @ParameterizedTest
  @ValueSource(ints = {Log4jContext.MOST_COMPARED + 1, 10_000})
  void manyEntries_areNotLookedUpOneByOne(int entries) {
    Map<String, String> context = putEntries(entries);
    CountedMap ofEvent = new CountedMap(context);

    assertThat(Log4jContext.of(ofEvent)).isEqualTo(context);
    assertThat(ofEvent.lookUps).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10_000})
  void contextOfTheEvent_countsIfThatOfTheThreadIsAnother(int entries) {
    Map<String, String> context = putEntries(entries);
    ThreadContext.put("entry-0", "another");

    assertThat(Log4jContext.of(new CountedMap(context))).isEqualTo(context);
  }

  @Test
  void longValueAmongMany_isCut() {
    Map<String, String> context = putEntries(100);
    context.put("entry-0", "x".repeat(10_000));
    ThreadContext.put("entry-0", "x".repeat(10_000));

    assertThat(Log4jContext.of(new CountedMap(context)))
        .hasSize(100)
        .containsEntry("entry-0", "x".repeat(Snapshot.MAX_TEXT));
  }

  private static Map<String, String> putEntries(int entries) {
    Map<String, String> context = new HashMap<>();
    for (int i = 0; i < entries; i++) {
      context.put("entry-" + i, "value-" + i);
    }
    ThreadContext.putAll(context);
    return context;
  }

  private static final class CountedMap extends SortedArrayStringMap {
    private static final long serialVersionUID = 1;

    private int lookUps;

    CountedMap(Map<String, String> entries) {
      super(entries);
    }

    @Override
    public <V> V getValue(String key) {
      lookUps++;
      return super.getValue(key);
    }
  }
}
