package dev.whorl.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Log4jContextTest {
  @AfterEach
  void clear() {
    ThreadContext.clearMap();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, Log4jContext.MOST_COMPARED, Log4jContext.MOST_COMPARED + 1, 10_000})
  void lookUps_doNotGrowWithTheSquareOfTheEntries(int entries) {
    Map<String, String> context = new HashMap<>();
    for (int i = 0; i < entries; i++) {
      context.put("entry-" + i, "value-" + i);
    }
    ThreadContext.putAll(context);
    CountedMap ofEvent = new CountedMap(context);

    assertThat(Log4jContext.of(ofEvent)).isEqualTo(context);
    assertThat(ofEvent.lookUps).isLessThanOrEqualTo(Log4jContext.MOST_COMPARED);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10_000})
  void contextOfTheEvent_countsIfThatOfTheThreadIsAnother(int entries) {
    Map<String, String> context = new HashMap<>();
    for (int i = 0; i < entries; i++) {
      context.put("entry-" + i, "value-" + i);
    }
    ThreadContext.putAll(context);
    ThreadContext.put("entry-0", "another");

    assertThat(Log4jContext.of(new CountedMap(context))).isEqualTo(context);
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
