package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.ErrorEvent;
import dev.whorl.event.LogCall;
import dev.whorl.event.Severity;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  /** A hook that a configuration file can name. */
  public static final class Hook implements BeforeSend {
    @Override
    public ErrorEvent apply(ErrorEvent event, LogCall call) {
      return event;
    }
  }

  @Test
  void nothingSet_givesTheDefaults() {
    Settings settings = settings(Map.of()).build();

    assertThat(settings.dsn()).isNull();
    assertThat(settings.folder()).isEqualTo(Path.of(".whorl"));
    assertThat(settings.folderMaxBytes()).isEqualTo(256L << 20);
    assertThat(settings.groupLimit()).isEqualTo(60);
    assertThat(settings.keepWhileLimited()).isFalse();
    assertThat(settings.sendClientReports()).isTrue();
    assertThat(settings.environment()).isEqualTo("production");
    assertThat(settings.dist()).isNull();
    assertThat(settings.serverName()).isNull();
    assertThat(settings.minimumEventLevel()).isEqualTo(Severity.ERROR);
    assertThat(settings.minimumBreadcrumbLevel()).isEqualTo(Severity.INFO);
    assertThat(settings.maxBreadcrumbs()).isEqualTo(50);
    assertThat(settings.fingerprintKey()).isEqualTo("fingerprint");
    assertThat(settings.contextTags()).isEmpty();
    assertThat(settings.scrub()).isEmpty();
    assertThat(settings.inAppIncludes()).isEmpty();
    assertThat(settings.inAppExcludes()).isEmpty();
    assertThat(settings.sampleRate()).isEqualTo(1.0);
    assertThat(settings.queueCapacity()).isEqualTo(1024);
    assertThat(settings.memoryMaxBytes()).isEqualTo(16L << 20);
    assertThat(settings.maxInFlight()).isEqualTo(4);
    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.requestTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.shutdownTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.proxy()).isNull();
    assertThat(settings.beforeSend()).isNull();
  }

  @Test
  void everySetting_isReadFromItsText() {
    Settings settings =
        settings(Map.of())
            .set("dsn", " https://k@h/42 ")
            .set("folder", "spool")
            .set("groupLimit", "5")
            .set("keepWhileLimited", "TRUE")
            .set("sendClientReports", "false")
            .set("folderMaxBytes", "3 MiB")
            .set("environment", "staging")
            .set("release", "1.2")
            .set("dist", "d")
            .set("serverName", "host-1")
            .set("minimumEventLevel", "warn")
            .set("minimumBreadcrumbLevel", "DEBUG")
            .set("maxBreadcrumbs", "7")
            .set("fingerprintKey", "fp")
            .set("contextTags", " a , b*,, ")
            .set("scrub", "iban,!token_count")
            .set("inAppIncludes", "com.acme")
            .set("inAppExcludes", "com.acme.lib")
            .set("sampleRate", "0.25")
            .set("queueCapacity", "8")
            .set("memoryMaxBytes", "2m")
            .set("maxInFlight", "2")
            .set("connectTimeoutMillis", "1")
            .set("requestTimeoutMillis", "2")
            .set("shutdownTimeoutMillis", "0")
            .set("proxy", "proxy.example.com:3128")
            .set("beforeSend", Hook.class.getName())
            .build();

    assertThat(settings.dsn()).hasToString("https://***@h/42");
    assertThat(settings.folder()).isEqualTo(Path.of("spool"));
    assertThat(settings.groupLimit()).isEqualTo(5);
    assertThat(settings.keepWhileLimited()).isTrue();
    assertThat(settings.sendClientReports()).isFalse();
    assertThat(settings.folderMaxBytes()).isEqualTo(3L << 20);
    assertThat(settings.environment()).isEqualTo("staging");
    assertThat(settings.release()).isEqualTo("1.2");
    assertThat(settings.dist()).isEqualTo("d");
    assertThat(settings.serverName()).isEqualTo("host-1");
    assertThat(settings.minimumEventLevel()).isEqualTo(Severity.WARNING);
    assertThat(settings.minimumBreadcrumbLevel()).isEqualTo(Severity.DEBUG);
    assertThat(settings.maxBreadcrumbs()).isEqualTo(7);
    assertThat(settings.fingerprintKey()).isEqualTo("fp");
    assertThat(settings.contextTags()).containsExactly("a", "b*");
    assertThat(settings.scrub()).containsExactly("iban", "!token_count");
    assertThat(settings.inAppIncludes()).containsExactly("com.acme");
    assertThat(settings.inAppExcludes()).containsExactly("com.acme.lib");
    assertThat(settings.sampleRate()).isEqualTo(0.25);
    assertThat(settings.queueCapacity()).isEqualTo(8);
    assertThat(settings.memoryMaxBytes()).isEqualTo(2L << 20);
    assertThat(settings.maxInFlight()).isEqualTo(2);
    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofMillis(1));
    assertThat(settings.requestTimeout()).isEqualTo(Duration.ofMillis(2));
    assertThat(settings.shutdownTimeout()).isZero();
    assertThat(settings.proxy())
        .isEqualTo(InetSocketAddress.createUnresolved("proxy.example.com", 3128));
    assertThat(settings.beforeSend()).isInstanceOf(Hook.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2097152,2097152",
    "2097152B,2097152",
    "2048k,2097152",
    "2048 KiB,2097152",
    "2MB,2097152",
    "2 M,2097152",
    "1 GiB,1073741824",
    "3g,3221225472"
  })
  void sizes_mayHaveUnits(String text, long bytes) {
    assertThat(settings(Map.of()).set("folderMaxBytes", text).build().folderMaxBytes())
        .isEqualTo(bytes);
  }

  @Test
  void proxy_mayBeAnAddress() {
    assertThat(settings(Map.of()).set("proxy", "[::1]:3128").build().proxy())
        .isEqualTo(InetSocketAddress.createUnresolved("[::1]", 3128));
    assertThat(settings(Map.of()).set("proxy", "127.0.0.1:3128").build().proxy())
        .isEqualTo(InetSocketAddress.createUnresolved("127.0.0.1", 3128));
  }

  @Test
  void off_disablesALevel() {
    Settings settings =
        settings(Map.of())
            .set("minimumEventLevel", "off")
            .set("minimumBreadcrumbLevel", "OFF")
            .build();

    assertThat(settings.minimumEventLevel()).isNull();
    assertThat(settings.minimumBreadcrumbLevel()).isNull();
  }

  @Test
  void variables_standInOnlyForAbsentSettings() {
    Map<String, String> variables =
        Map.of(
            "SENTRY_DSN", "https://k@variable/1",
            "SENTRY_ENVIRONMENT", "from variable",
            "SENTRY_RELEASE", "9",
            "SENTRY_DIST", "vd",
            "SENTRY_SERVERNAME", "vhost");
    Settings fromVariables = settings(variables).build();
    Settings set =
        settings(variables)
            .set("dsn", "https://k@setting/1")
            .set("environment", "set")
            .set("dist", null)
            .build();

    assertThat(fromVariables.dsn()).hasToString("https://***@variable/1");
    assertThat(fromVariables.environment()).isEqualTo("from variable");
    assertThat(fromVariables.release()).isEqualTo("9");
    assertThat(fromVariables.dist()).isEqualTo("vd");
    assertThat(fromVariables.serverName()).isEqualTo("vhost");
    assertThat(fromVariables.folder()).isNull();
    assertThat(set.dsn()).hasToString("https://***@setting/1");
    assertThat(set.environment()).isEqualTo("set");
    assertThat(set.dist()).isEqualTo("vd");
  }

  @Test
  void emptyDsn_meansNoneWhateverTheVariableSays() {
    Settings settings =
        settings(Map.of("SENTRY_DSN", "https://k@h/1", "SENTRY_ENVIRONMENT", "v"))
            .set("dsn", " ")
            .set("environment", "")
            .build();

    assertThat(settings.dsn()).isNull();
    assertThat(settings.folder()).isEqualTo(Path.of(".whorl"));
    assertThat(settings.environment()).isEqualTo("production");
  }

  @Test
  void hookInCode_winsOverTheNamedOne() {
    BeforeSend hook = (event, call) -> null;

    assertThat(
            settings(Map.of())
                .set("beforeSend", Hook.class.getName())
                .beforeSend(hook)
                .build()
                .beforeSend())
        .isSameAs(hook);
  }

  @Test
  void toString_isOneLineWithoutKeys() {
    String line =
        settings(Map.of())
            .set("dsn", "https://pub:sec@h/42")
            .set("release", "1")
            .set("proxy", "p:1")
            .build()
            .toString();

    assertThat(line)
        .startsWith("dsn=https://***@h/42, environment=production, release=1, ")
        .contains("proxy=p")
        .doesNotContain("pub", "sec", "\n", "folder");
  }

  private static Settings.Builder settings(Map<String, String> variables) {
    return Settings.builder(variables::get);
  }
}
