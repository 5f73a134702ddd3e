package dev.whorl.inbox.ingest;

import static dev.whorl.inbox.ingest.Bodies.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Sentry sentry_version=7, sentry_client=c/1.0, sentry_key=abc | - | - | abc",
        "sentry sentry_key=abc,sentry_version=7                       | - | - | abc",
        "Sentry sentry_version=7,sentry_key=abc, sentry_secret=def     | - | - | abc",
        "sentry_key = abc                                             | - | - | abc",
        "Sentry SENTRY_KEY=\"abc\"                                      | - | - | abc",
        "-                                                            | abc | - | abc",
        "-                                                            | - | abc | abc",
        "Sentry sentry_key=abc                                        | abc | abc | abc",
        "Sentry sentry_version=7                                      | abc | - | abc",
        "Sentry sentry_key=                                           | - | abc | abc",
        "Basic c2VjcmV0                                               | - | - | -",
        "-                                                            | - | - | -",
      })
  void keyIsFoundWhereverItIs(String header, String query, String envelope, String key)
      throws Exception {
    assertThat(Authorization.key(header, query, envelope)).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Sentry sentry_key=abc                 | xyz | -",
        "Sentry sentry_key=abc                 | -   | xyz",
        "-                                     | abc | xyz",
        "Sentry sentry_key=abc, sentry_key=xyz | -   | -",
      })
  void keysThatDiffer_areRefusedAndNotShown(String header, String query, String envelope) {
    RefusedException refused = refusal(() -> Authorization.key(header, query, envelope));

    assertThat(refused.refusal()).isEqualTo(Refusal.KEYS_DIFFER);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.reason()).doesNotContain("abc", "xyz");
  }

  @Test
  void hostileHeader_costsNothing() throws Exception {
    assertThat(Authorization.key("a".repeat(1 << 20), null, null)).isNull();
    assertThat(Authorization.key("=,".repeat(2000), null, null)).isNull();
  }

  @Test
  void anyKey_letsInButThereMustBeOne() throws Exception {
    KeyPolicy.any().check("abc");

    assertThat(refusal(() -> KeyPolicy.any().check(null)).refusal()).isEqualTo(Refusal.NO_KEY);
  }

  @Test
  void oneKey_letsInNoOther() throws Exception {
    KeyPolicy policy = KeyPolicy.only("abc");
    policy.check("abc");

    assertThat(refusal(() -> policy.check("ABC")).refusal()).isEqualTo(Refusal.WRONG_KEY);
    assertThat(refusal(() -> policy.check("abcd")).reason()).doesNotContain("abc");
    assertThat(refusal(() -> policy.check(null)).status()).isEqualTo(403);
  }

  @Test
  void blankKey_cannotBeRequired() {
    assertThatThrownBy(() -> KeyPolicy.only(" ")).isInstanceOf(IllegalArgumentException.class);
  }
}
