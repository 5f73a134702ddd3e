package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainContextsTest {
  private final PlainContexts contexts = new PlainContexts();

  @Test
  void theVeryContextThatWasAdded_isKnownUntilTheNext() {
    Map<String, String> first = new HashMap<>(Map.of("order", "17"));
    Map<String, String> equal = new HashMap<>(first);
    contexts.add(first);

    assertThat(contexts.has(first)).isTrue();
    assertThat(contexts.has(equal)).isFalse();
    contexts.add(equal);
    assertThat(contexts.has(equal)).isTrue();
    assertThat(contexts.has(first)).isFalse();
  }

  @Test
  void clear_forgetsAll() {
    contexts.add("context");
    contexts.clear();

    assertThat(contexts.has("context")).isFalse();
  }
}
