package dev.whorl.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{default}}",
        "{{ default }}",
        "{{  default}}",
        "{{\tdefault\t}}",
        "{{\u2003default }}"
      })
  void everySpellingOfDefault_isWrittenOneWay(String spelling) {
    Fingerprint fingerprint = Fingerprint.of(spelling, "GET");

    assertThat(fingerprint.parts()).containsExactly("{{ default }}", "GET");
    assertThat(fingerprint.extendsDefault()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default",
        "{{}}",
        "{{{}}}",
        "{{ Default }}",
        "x{{ default }}",
        "{{ default",
        "}}"
      })
  void otherText_doesNotStandForDefault(String text) {
    Fingerprint fingerprint = Fingerprint.of(text);

    assertThat(fingerprint.parts()).containsExactly(text);
    assertThat(fingerprint.extendsDefault()).isFalse();
  }

  @Test
  void nullAndEmptyParts_areDropped() {
    assertThat(Fingerprint.of("a", null, "", 42).parts()).containsExactly("a", "42");
    assertThat(Fingerprint.of(Arrays.asList(null, "")).isEmpty()).isTrue();
    assertThat(new Fingerprint(List.of("", "b")).parts()).containsExactly("b");
    assertThat(Fingerprint.of().isEmpty()).isTrue();
  }

  @Test
  void blankPart_isKeptAsItIs() {
    assertThat(Fingerprint.of(" ").parts()).containsExactly(" ");
  }

  @Test
  void toString_isJson() {
    assertThat(Fingerprint.of("{{ default }}", "a\"b\\c", "\n\r\t\u0001é").toString())
        .isEqualTo("[\"{{ default }}\",\"a\\\"b\\\\c\",\"\\n\\r\\t\\u0001é\"]");
    assertThat(Fingerprint.of().toString()).isEqualTo("[]");
  }

  @Test
  void orderAndCase_matter() {
    assertThat(Fingerprint.of("a", "b")).isNotEqualTo(Fingerprint.of("b", "a"));
    assertThat(Fingerprint.of("a")).isNotEqualTo(Fingerprint.of("A"));
    assertThat(Fingerprint.of("a", 1)).isEqualTo(Fingerprint.of("a", "1"));
  }

  @Test
  void partThatFails_doesNotHideTheError() {
    Object throwing =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException();
          }
        };
    Object nothing =
        new Object() {
          @Override
          public String toString() {
            return null;
          }
        };

    assertThat(Fingerprint.of("a", throwing, nothing).parts())
        .containsExactly("a", "[toString failed: java.lang.IllegalStateException]");
    assertThat(Fingerprint.of((Object[]) null).isEmpty()).isTrue();
  }
}
