package dev.whorl.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DsnTest {
  @ParameterizedTest
  @CsvSource({
    "https://k@h/42,https://h/api/42/envelope/",
    "http://k@h/42,http://h/api/42/envelope/",
    "https://k@h/a/b/42,https://h/a/b/api/42/envelope/",
    "https://k@h:9000/42,https://h:9000/api/42/envelope/",
    "https://k@h:/42,https://h/api/42/envelope/",
    "https://k@127.0.0.1:80/42,https://127.0.0.1:80/api/42/envelope/",
    "https://k@[::1]:9000/42,https://[::1]:9000/api/42/envelope/",
    "http://k@sentry_web:9000/42,http://sentry_web:9000/api/42/envelope/",
    "https://k@h/42/,https://h/api/42/envelope/",
    "https://k@h//42,https://h/api/42/envelope/",
    "https://k@h//a///b//42//,https://h/a/b/api/42/envelope/",
    "https://k@h/42?x=1&y=2,https://h/api/42/envelope/",
    "https://k@h/42#top,https://h/api/42/envelope/",
    "https://k:s@h/42,https://h/api/42/envelope/",
    "https://k:@h/42,https://h/api/42/envelope/",
    "https://k@h/my-project,https://h/api/my-project/envelope/",
    "https://k@h/00042,https://h/api/00042/envelope/",
    "https://k@h/99999999999999999999,https://h/api/99999999999999999999/envelope/",
    "HTTPS://k@h/42,https://h/api/42/envelope/",
    "'  https://k@h/42\n',https://h/api/42/envelope/"
  })
  void envelopeUrl_isMadeOfTheParts(String text, String url) {
    assertThat(Dsn.parse(text).envelopeUrl()).hasToString(url);
  }

  @ParameterizedTest
  @CsvSource({
    "'',must begin with http:// or https://",
    "k@h/42,must begin with http:// or https://",
    "//k@h/42,must begin with http:// or https://",
    "ftp://k@h/42,must begin with http:// or https://",
    "file:///42,must begin with http:// or https://",
    "https:k@h/42,has no valid host name or port",
    "https:///42,has no valid host name or port",
    "https://k@h:port/42,has no valid host name or port",
    "https://k@h:-1/42,has no valid host name or port",
    "https://k@h:99999/42,'has the port 99999, which is not from 1 to 65535'",
    "https://k@h:0/42,'has the port 0, which is not from 1 to 65535'",
    "https://h/42,has no public key before the @",
    "https://@h/42,has no public key before the @",
    "https://:s@h/42,has no public key before the @",
    "https://ключ@h/42,has a key with a character that no key has",
    "https://k@h,has no project id as the last part of its path",
    "https://k@h/,has no project id as the last part of its path",
    "https://k@h//,has no project id as the last part of its path",
    "https://k@h/?42,has no project id as the last part of its path",
    "https://k@h/4 2,is not a valid address (Illegal character in path)"
  })
  void whatIsNoDsn_isRefusedWithTheReason(String text, String problem) {
    assertThatThrownBy(() -> Dsn.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
  }

  @Test
  void keys_goIntoTheHeader() {
    assertThat(Dsn.parse("https://pub@h/42").authHeader("whorl/1"))
        .isEqualTo("Sentry sentry_version=7, sentry_client=whorl/1, sentry_key=pub");
    assertThat(Dsn.parse("https://pub:sec@h/42").authHeader("whorl/1"))
        .isEqualTo(
            "Sentry sentry_version=7, sentry_client=whorl/1, sentry_key=pub, sentry_secret=sec");
  }

  @Test
  void emptySecret_isNone() {
    assertThat(Dsn.parse("https://pub:@h/42").secretKey()).isNull();
    assertThat(Dsn.parse("https://pub:@h/42")).isEqualTo(Dsn.parse("https://pub@h/42"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://pub:sec@h/42",
        "https://pub:sec@h:9000/a/b/42/?pub=1#sec",
        "http://pub:sec@[::1]/42"
      })
  void toString_neverHasTheKeys(String text) {
    assertThat(Dsn.parse(text).toString()).doesNotContain("pub").doesNotContain("sec");
  }

  @Test
  void toString_isTheAddressAsTheUserKnowsIt() {
    assertThat(Dsn.parse("https://pub:sec@h:9000/a/b/42")).hasToString("https://***@h:9000/a/b/42");
  }
}
