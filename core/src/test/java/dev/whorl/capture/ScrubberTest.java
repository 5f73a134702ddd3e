package dev.whorl.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.capture.Scrubber.Mask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubberTest {
  private final Scrubber scrubber = new Scrubber(List.of("iban", "!session_count"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "db.PASSWORD",
        "Passwd",
        "pwd",
        "db.pwd",
        "db_pwd",
        "passphrase",
        "client_secret",
        "csrfToken",
        "api_key",
        "API-Key",
        "x-apikey",
        "accessKey",
        "privateKey",
        "credentials",
        "Authorization",
        "auth",
        "jwt",
        "Set-Cookie",
        "JSESSIONID",
        "IBAN"
      })
  void secretKey_isMasked(String key) {
    assertThat(mask(Map.of()).value(key, "x")).isEqualTo("[Filtered]");
    assertThat(mask(Map.of()).value(key, 42)).isEqualTo("[Filtered]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "author", "session_count", "upwd", "path", "keyboard"})
  void otherKey_isKept(String key) {
    assertThat(mask(Map.of()).value(key, "x")).isEqualTo("x");
  }

  @Test
  void keysThatComeAgain_areToldApartStill() {
    // More than are remembered.
    Scrubber scrubber = new Scrubber(List.of());
    List<String> plain = IntStream.range(0, 700).mapToObj(i -> "order-" + i).toList();
    List<String> secret = IntStream.range(0, 700).mapToObj(i -> "password-" + i).toList();
    for (int round = 0; round < 3; round++) {
      assertThat(plain).noneMatch(scrubber::hides);
      assertThat(plain).noneMatch(scrubber::hides);
      assertThat(secret).allMatch(scrubber::hides);
    }
  }

  @Test
  void secretValue_isMaskedInTexts() {
    Mask mask = mask(Map.of("password", "hunter22"));

    assertThat(mask.text("login with hunter22 failed: hunter22"))
        .isEqualTo("login with [Filtered] failed: [Filtered]");
    assertThat(mask.texts(List.of("hunter22", "x"))).containsExactly("[Filtered]", "x");
    assertThat(mask.value("note", "is hunter22")).isEqualTo("is [Filtered]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "1234", "99999", "true", "null", "none", "Filter"})
  void valueThatDoesNotStandOut_isMaskedOnlyBehindItsKey(String value) {
    Mask mask = mask(Map.of("token", value));

    assertThat(mask.text("saw " + value + ", token=" + value + ", token=\"" + value + "\""))
        .isEqualTo("saw " + value + ", token=[Filtered], token=\"[Filtered]\"");
  }

  @Test
  void secretThatBeginsWithAnother_isMaskedWhole() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("password", "hunter22");
    data.put("token", "hunter22-extended");

    assertThat(mask(data).text("sent hunter22-extended")).isEqualTo("sent [Filtered]");
  }

  @Test
  void nestedMapsAndLists_areMaskedInDepth() {
    Map<String, Object> headers = Map.of("Cookie", "chocolate", "Accept", "json");
    Mask mask = mask(Map.of("headers", headers));

    assertThat(mask.value("headers", headers))
        .isEqualTo(Map.of("Cookie", "[Filtered]", "Accept", "json"));
    assertThat(mask.value("list", List.of(headers, "ate chocolate", 5)))
        .isEqualTo(List.of(Map.of("Cookie", "[Filtered]", "Accept", "json"), "ate [Filtered]", 5));
    assertThat(mask.value("secrets", List.of("a", "b"))).isEqualTo("[Filtered]");
  }

  @Test
  void nothingSecret_changesNothing() {
    Mask mask = mask(Map.of("user", "jo"));

    assertThat(mask.isEmpty()).isTrue();
    assertThat(mask.text("jo")).isEqualTo("jo");
  }

  private Mask mask(Map<String, Object> data) {
    return scrubber.maskFor(List.of(data));
  }

  @Test
  void secretInsideAnother_leavesNoTail() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("sessionId", "abc123");
    data.put("cookie", "JSESSIONID=abc123; remember=zzzSECRETzzz");

    assertThat(mask(data).text("got cookie JSESSIONID=abc123; remember=zzzSECRETzzz"))
        .isEqualTo("got cookie [Filtered]");
  }

  @Test
  void whatIsBelowASecretKey_isMaskedInTextsToo() {
    Mask mask =
        mask(
            Map.of(
                "passwords", List.of("alphaSECRET", "betaSECRET"),
                "items", List.of(Map.of("token", "listSECRET"))));

    assertThat(mask.text("alphaSECRET, betaSECRET, listSECRET"))
        .isEqualTo("[Filtered], [Filtered], [Filtered]");
    assertThat(mask.value("items", List.of(Map.of("token", "listSECRET"))))
        .isEqualTo(List.of(Map.of("token", "[Filtered]")));
  }

  @Test
  void emptySecret_masksNothing() {
    assertThat(mask(Map.of("password", "")).text("password=x")).isEqualTo("password=x");
  }
}
