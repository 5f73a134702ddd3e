package dev.whorl.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeverityTest {
  @ParameterizedTest
  @CsvSource({
    "ERROR,ERROR",
    "error,ERROR",
    " Warn ,WARNING",
    "WARNING,WARNING",
    "ALL,TRACE",
    "trace,TRACE",
    "debug,DEBUG",
    "info,INFO",
    "fatal,FATAL"
  })
  void levelNames_areReadWhateverTheirCase(String name, Severity severity) {
    assertThat(Severity.parse(name)).isEqualTo(severity);
  }

  @Test
  void otherNames_areNoLevel() {
    assertThat(Severity.parse("SEVERE")).isNull();
    assertThat(Severity.parse("")).isNull();
  }

  @Test
  void threshold_isReachedFromItselfOn() {
    assertThat(Severity.ERROR.reaches(Severity.ERROR)).isTrue();
    assertThat(Severity.FATAL.reaches(Severity.ERROR)).isTrue();
    assertThat(Severity.WARNING.reaches(Severity.ERROR)).isFalse();
    assertThat(Severity.FATAL.reaches(null)).isFalse();
  }

  @Test
  void protocol_hasFiveNames() {
    assertThat(Severity.values())
        .extracting(Severity::protocolName)
        .containsExactly("debug", "debug", "info", "warning", "error", "fatal");
  }
}
