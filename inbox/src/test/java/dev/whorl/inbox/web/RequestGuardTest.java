package dev.whorl.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {
  private final RequestGuard guard = new RequestGuard(Set.of("inbox.test"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8400",
        "LOCALHOST:8400",
        "127.0.0.1:8400",
        "10.1.2.3",
        "[::1]:8400",
        "inbox.test",
        "Inbox.Test:80"
      })
  void addressOrKnownNameMayBeAsked(String host) {
    assertThat(guard.objection("GET", host, null, false)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8400",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "notlocalhost",
        "",
        "[::1",
        "inbox.test.evil.example",
        "a.inbox.test"
      })
  void unknownNameIsRefused(String host) {
    assertThat(guard.objection("GET", host, null, false)).contains("--host");
    assertThat(guard.objection("POST", host, null, true)).contains("--host");
  }

  @Test
  void missingHostIsRefused() {
    assertThat(guard.objection("GET", null, null, false)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8400, true",
    "http://localhost:3000, false",
    "https://evil.example, false",
    "null, false",
    "http://127.0.0.1:8400, false",
  })
  void onlyItsOwnPagesMayPost(String origin, boolean welcome) {
    String objection = guard.objection("POST", "localhost:8400", origin, false);

    assertThat(objection == null).isEqualTo(welcome);
  }

  @ParameterizedTest
  @CsvSource({
    "https://inbox.test, inbox.test, true",
    "https://INBOX.test:8443, inbox.test:8443, true",
    "http://inbox.test, inbox.test, true",
    "https://inbox.test:8443, inbox.test, false",
    "https://evil.example, inbox.test, false",
    "https://inbox.test.evil.example, inbox.test, false",
    "https://localhost:8400, localhost:8400, false",
    "https://127.0.0.1:8400, 127.0.0.1:8400, false",
  })
  void ownPagesThatCameThroughTlsUnderAKnownNameMayPost(
      String origin, String host, boolean welcome) {
    assertThat(guard.objection("POST", host, origin, false) == null).isEqualTo(welcome);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3000, true",
    "https://127.0.0.1:3000, true",
    "http://[::1]:3000, true",
    "http://inbox.test, true",
    "https://evil.example, false",
    "https://127.0.0.1.evil.example, false",
    "null, false",
  })
  void pagesOfThisMachineMaySendTheirErrors(String origin, boolean welcome) {
    String objection = guard.objection("POST", "localhost:8400", origin, true);

    assertThat(objection == null).isEqualTo(welcome);
  }

  @Test
  void programsNeedNoOrigin() {
    assertThat(guard.objection("POST", "127.0.0.1:8400", null, false)).isNull();
  }
}
