package dev.whorl.inbox.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDigestTest {
  private final Grouper grouper =
      new Grouper(FingerprintRules.parse(""), StackTraceRules.parse(""));

  @ParameterizedTest
  @CsvSource({
    "'\"2026-11-25T07:00:00.5Z\"', 2026-11-25T07:00:00.5Z",
    "'\"2026-11-25T07:00:00+02:00\"', 2026-11-25T05:00:00Z",
    "'\"2026-11-25T07:00:00\"', 2026-11-25T07:00:00Z",
    "1795590000, 2026-11-25T07:00:00Z",
    "1795590000.25, 2026-11-25T07:00:00.250Z",
    "'\"1795590000.25\"', 2026-11-25T07:00:00.250Z",
  })
  void timestampIsReadInEveryFormOfTheProtocol(String json, Instant expected) {
    assertThat(digest("{\"timestamp\":" + json + "}").timestamp()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "\"yesterday\"",
        "{}",
        "-5",
        "1e300",
        "1e400",
        "\"2026-13-01T\"",
        "\"+999999999-12-31T23:59:59Z\"",
        "\"-999999999-01-01T00:00:00Z\"",
        "\"+10000-01-01T00:00:00\""
      })
  void timestampOfAnyOtherFormIsNone(String json) {
    assertThat(digest("{\"timestamp\":" + json + "}").timestamp()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"warn, warning", "WARNING, warning", "log, info", "fatal, fatal", "odd, error"})
  void levelIsOneOfTheProtocols(String sent, String level) {
    assertThat(digest("{\"level\":\"" + sent + "\"}").level()).isEqualTo(level);
  }

  @Test
  void numberBeyondAllNumbersIsNoPartOfAFingerprint() {
    assertThat(digest("{\"fingerprint\":[\"a\",1e400,-1e400,7.9,1e3,true]}").fingerprint())
        .containsExactly("a", "7", "1000", "True");
    assertThat(digest("{\"fingerprint\":[1e400]}").from()).isEqualTo("default");
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "4294967295, 4294967295",
    "4294967296, 0",
    "9223372036854775807, 0",
    "99999999999999999999, 0",
    "-1, 0",
    "1e300, 0",
    "2.5, 0",
    "'\"7\"', 0"
  })
  void suppressedIsANumberOfEvents(String sent, long suppressed) {
    assertThat(digest("{\"contexts\":{\"whorl\":{\"suppressed\":" + sent + "}}}").suppressed())
        .isEqualTo(suppressed);
  }

  /** Each of them stands for the whole message, so a small event would be hours of work. */
  @ParameterizedTest
  @ValueSource(strings = {"{{ default }}", "{{ message }}"})
  @Timeout(30)
  void veryManyPartsOfAFingerprint_areCut(String part) {
    String parts = ("\"" + part + "\",").repeat(25_000) + "\"last\"";
    String message = "order 17 failed, ".repeat(20_000);

    EventDigest digest =
        digest("{\"message\":\"" + message + "\",\"fingerprint\":[" + parts + "]}");

    assertThat(digest.fingerprint()).hasSize(EventFromJson.MOST_PARTS).containsOnly(part);
  }

  @Test
  void whereIsTheInAppMethodNearestToTheThrow() {
    EventDigest digest =
        digest(
            """
            {"platform":"java","exception":{"values":[
              {"type":"Root","stacktrace":{"frames":[{"module":"a.Root","function":"r"}]}},
              {"type":"Logged","stacktrace":{"frames":[
                {"module":"a.Main","function":"main","in_app":true},
                {"module":"a.Service","function":"call","in_app":true},
                {"module":"java.util.List","function":"of","in_app":false}]}}]}}
            """);

    assertThat(digest.where()).isEqualTo("a.Service.call");
    assertThat(digest.hash()).matches("[0-9a-f]{32}");
  }

  @Test
  void whereOfATraceWithoutInAppFramesIsThePlaceOfTheThrow() {
    assertThat(
            digest(
                    """
                    {"platform":"python","stacktrace":{"frames":[
                      {"filename":"main.py","function":"main","in_app":false},
                      {"filename":"lib.py","function":"fail","in_app":false}]}}
                    """)
                .where())
        .isEqualTo("lib.py in fail");
  }

  @Test
  void messageOfTheOfficialJavaClientIsRead() {
    assertThat(digest("{\"message\":{\"formatted\":\"no order\"}}").title()).isEqualTo("no order");
  }

  @Test
  void emptyEventHasTheDefaultsOfAServer() {
    EventDigest digest = digest("{}");

    assertThat(digest.environment()).isEqualTo("production");
    assertThat(digest.level()).isEqualTo("error");
    assertThat(digest.where()).isEmpty();
    assertThat(digest.from()).isEqualTo("default");
    assertThat(digest.suppressed()).isZero();
  }

  @Test
  void suppressedEventsAreThoseOfTheContext() {
    assertThat(digest("{\"contexts\":{\"whorl\":{\"suppressed\":41}}}").suppressed()).isEqualTo(41);
    assertThat(digest("{\"contexts\":{\"whorl\":{\"suppressed\":-3}}}").suppressed()).isZero();
  }

  private EventDigest digest(String payload) {
    try {
      return EventDigest.of(new ObjectMapper().readTree(payload), grouper);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
