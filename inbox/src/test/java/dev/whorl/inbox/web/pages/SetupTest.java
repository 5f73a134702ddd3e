package dev.whorl.inbox.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.inbox.web.WebRequest;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupTest {
  private static final About ABOUT =
      new About("test", Path.of("events"), Path.of("inbox.db"), false, true);

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8400, 127.0.0.1:8400",
    "[::1]:8400, [::1]:8400",
    "error_inbox:8400, error_inbox:8400",
    "a<b>, localhost"
  })
  void dsn_isThatOfTheAddressUnderWhichTheInboxIsReached(String host, String authority) {
    WebRequest request =
        new WebRequest("GET", "/", Map.of(), Map.of(), name -> host, InputStream.nullInputStream());

    assertThat(Setup.of(request, ABOUT).dsn()).isEqualTo("http://whorl@" + authority + "/1");
  }
}
