package dev.whorl.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any text is a DSN or a sentence about why it is none, and never shows its keys. */
class DsnPropertiesTest {
  private static final String PUBLIC = "publickey123";
  private static final String SECRET = "secretkey456";

  @Provide
  Arbitrary<String> almostDsns() {
    return Arbitraries.of(
            "https",
            "http",
            "ftp",
            "://",
            ":",
            "/",
            "@",
            PUBLIC,
            SECRET,
            "host",
            "[::1]",
            "[",
            "]",
            "8080",
            "99999999999",
            "42",
            "..",
            "%",
            "%zz",
            "?q=1",
            "#f",
            " ",
            "\u0000",
            "\ud800",
            "ü")
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }

  @Property
  void almostDsn_isReadOrRefusedWithoutItsKeys(@ForAll("almostDsns") String text) {
    check(text);
  }

  @Property
  void anyText_isReadOrRefused(@ForAll String text) {
    check(text);
  }

  private static void check(String text) {
    try {
      Dsn dsn = Dsn.parse(text);
      assertThat(dsn.publicKey()).isNotEmpty();
      assertThat(dsn.projectId()).isNotEmpty();
      assertThat(dsn.envelopeUrl().toString()).endsWith("/envelope/");
      assertThat(dsn.destination()).matches("[0-9a-f]{8}");
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain(PUBLIC, SECRET);
    }
  }
}
