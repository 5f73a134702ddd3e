package dev.whorl.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTextsTest {
  private final List<String> warnings = new ArrayList<>();
  private final FingerprintTexts texts = new FingerprintTexts(warnings::add);

  @Test
  void goodText_isReadInSilence() {
    assertThat(texts.read("a, b", "MDC entry 'fingerprint'")).isEqualTo(Fingerprint.of("a", "b"));
    assertThat(warnings).isEmpty();
  }

  @Test
  void malformedText_isToldOnceWithWhatWasMadeOfIt() {
    for (int i = 0; i < 3; i++) {
      texts.read("[a, b]", "MDC entry 'fingerprint'");
    }

    assertThat(warnings)
        .containsExactly(
            "The fingerprint text of the MDC entry 'fingerprint' begins with [ and is not a JSON"
                + " array of strings: '[a, b]'. It was read as [\"a\",\"b\"]. Write a JSON array of"
                + " strings, or a comma-separated list in which each double quote is closed.");
  }

  @Test
  void textThatSaysNothing_isToldAsNotUsed() {
    assertThat(texts.read("[Ljava.lang.String;@1b2c", "key-value 'fp'").isEmpty()).isTrue();
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("of the key-value 'fp' is the identity of a Java array")
        .contains("It was not used");
  }

  @Test
  void differentTexts_areToldOneByOneUpToALimit() {
    for (int i = 0; i < 500; i++) {
      texts.read("[" + i, "MDC entry 'fingerprint'");
    }

    assertThat(warnings).hasSize(100);
  }

  @Test
  void longBrokenText_makesAShortWarning() {
    texts.read("\"a\"b,".repeat(10_000), "MDC entry 'fingerprint'");

    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0).length()).isLessThan(1_000);
  }
}
