package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user reads about each mistake. */
class SettingsProblemsTest {
  private static final String DSN_FIX =
      "Write it as the server shows it, like https://KEY@HOST/PROJECT, or leave it out to keep events in a folder.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "minimumEventLevel|SEVERE|'SEVERE' is not a level. Use TRACE, DEBUG, INFO, WARN, ERROR, FATAL or OFF.",
        "minimumBreadcrumbLevel|all of it|'all of it' is not a level. Use TRACE, DEBUG, INFO, WARN, ERROR, FATAL or OFF.",
        "maxBreadcrumbs|-1|'-1' is not a whole number from 0 to 1000. The default is 50.",
        "maxBreadcrumbs|1001|'1001' is not a whole number from 0 to 1000. The default is 50.",
        "queueCapacity|0|'0' is not a whole number from 1 to 1000000. The default is 1024.",
        "queueCapacity|many|'many' is not a whole number from 1 to 1000000. The default is 1024.",
        "groupLimit|-1|'-1' is not a whole number from 0 to 1000000. The default is 60.",
        "sendClientReports|no|'no' is neither true nor false. The default is true.",
        "keepWhileLimited|true|'true' needs both a dsn and a folder that keeps the events meanwhile. Set both, or leave keepWhileLimited out.",
        "maxInFlight|65|'65' is not a whole number from 1 to 64. The default is 4.",
        "connectTimeoutMillis|0|'0' is not a whole number from 1 to 3600000. The default is 5000.",
        "requestTimeoutMillis|10s|'10s' is not a whole number from 1 to 3600000. The default is 10000.",
        "shutdownTimeoutMillis|99999999999|'99999999999' is not a whole number from 0 to 3600000. The default is 5000.",
        "sampleRate|1.1|'1.1' is not a number from 0 to 1; 0.25 keeps every fourth event.",
        "sampleRate|NaN|'NaN' is not a number from 0 to 1; 0.25 keeps every fourth event.",
        "sampleRate|half|'half' is not a number from 0 to 1; 0.25 keeps every fourth event.",
        "folderMaxBytes|1 MiB|'1 MiB' is not a size of at least 2 MiB. Write bytes or a unit, like 64 MiB.",
        "folderMaxBytes|2 TiB|'2 TiB' is not a size of at least 2 MiB. Write bytes or a unit, like 64 MiB.",
        "memoryMaxBytes|1000|'1000' is not a size of at least 1 MiB. Write bytes or a unit, like 64 MiB.",
        "memoryMaxBytes|999999999999999G|'999999999999999G' is not a size of at least 1 MiB. Write bytes or a unit, like 64 MiB.",
        "proxy|http://h:1|'http://h:1' is not host:port. Write it like proxy.example.com:3128.",
        "proxy|h|'h' is not host:port. Write it like proxy.example.com:3128.",
        "proxy|h:65536|'h:65536' is not host:port. Write it like proxy.example.com:3128.",
        "proxy|h:80:90|'h:80:90' is not host:port. Write it like proxy.example.com:3128.",
        "proxy|jo:pwd@h:80|'***@h:80' is not host:port. Write it like proxy.example.com:3128.",
        "minimumLevel|ERROR|there is no such setting; its value is 'ERROR'.",
        "Dsn|https://pub:sec@h/42|there is no such setting; its value is 'https://***@h/42'."
      })
  void mistake_isToldWithItsFix(String name, String value, String problem) {
    assertThat(problems(settings().set(name, value))).containsExactly(name + ": " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "https://pub:sec@h|'https://***@h' has no project id as the last part of its path.",
        "https://pub:sec@h:x/42|'https://***@h:x/42' has no valid host name or port.",
        "https://pub:s@ec@h/42|'https://***@h/42' has a key with a character that no key has.",
        "pub:sec@h/42|'***@h/42' must begin with http:// or https://.",
        "https://h/42|'https://h/42' has no public key before the @."
      })
  void mistakeInTheDsn_isToldWithoutTheKeys(String dsn, String problem) {
    assertThat(problems(settings().set("dsn", dsn)))
        .containsExactly("dsn: " + problem + " " + DSN_FIX);
  }

  @Test
  void mistakeInTheVariable_namesTheVariable() {
    assertThat(problems(Settings.builder(Map.of("SENTRY_DSN", "https://h/42")::get)))
        .containsExactly(
            "dsn: 'https://h/42' (from SENTRY_DSN) has no public key before the @. " + DSN_FIX);
  }

  @ParameterizedTest
  @CsvSource({
    "SENTRY_KEY_IS_UNDEFINED,SENTRY_KEY",
    "https://KEY_IS_UNDEFINED@h/1,KEY",
    "HOME_IS_UNDEFINED/whorl,HOME",
    "A_IS_UNDEFINED-B_IS_UNDEFINED,A",
    "${env:KEY},env:KEY",
    "https://${sys:key}@h/1,sys:key",
    "${KEY},KEY"
  })
  void undefinedVariable_isToldByItsName(String value, String variable) {
    for (String name : List.of("dsn", "folder", "environment", "queueCapacity")) {
      assertThat(problems(settings().set(name, value)))
          .containsExactly(
              name
                  + ": the variable '"
                  + variable
                  + "' in the configuration file is not defined. Define it, or give it a default: ${"
                  + variable
                  + ":-value}.");
    }
  }

  @Test
  void allProblems_areToldAtOnce() {
    InvalidSettingsException thrown =
        catchThrowableOfType(
            InvalidSettingsException.class,
            () ->
                settings()
                    .set("dsn", "nowhere")
                    .set("sampleRate", "2")
                    .set("proxy", "p")
                    .set("colour", "red")
                    .build());

    assertThat(thrown.problems())
        .containsExactly(
            "dsn: 'nowhere' must begin with http:// or https://. " + DSN_FIX,
            "sampleRate: '2' is not a number from 0 to 1; 0.25 keeps every fourth event.",
            "proxy: 'p' is not host:port. Write it like proxy.example.com:3128.",
            "colour: there is no such setting; its value is 'red'.");
    assertThat(thrown).hasMessage(String.join("\n", thrown.problems()));
  }

  @Test
  void folderThatIsNoPath_isTold() {
    assertThat(problems(settings().set("folder", "a\0b")))
        .singleElement()
        .asString()
        .startsWith("folder: 'a\0b' is not a path (");
  }

  @Test
  void hookThatIsNotThere_isTold() {
    assertThat(problems(settings().set("beforeSend", "Missing")))
        .containsExactly(
            "beforeSend: class 'Missing' is not on the class path. Write the full name with its package.");
  }

  @Test
  void hookOfAnotherKind_isTold() {
    assertThat(problems(settings().set("beforeSend", "java.lang.Object")))
        .containsExactly(
            "beforeSend: class 'java.lang.Object' does not implement dev.whorl.BeforeSend.");
  }

  @ParameterizedTest
  @ValueSource(classes = {WithParameter.class, Failing.class, FailingAtLoad.class, Hidden.class})
  void hookThatCannotBeMade_isTold(Class<?> hook) {
    assertThat(problems(settings().set("beforeSend", hook.getName())))
        .singleElement()
        .asString()
        .startsWith("beforeSend: class '" + hook.getName() + "' could not be made (")
        .endsWith("). It must be public, with a public constructor without parameters.");
  }

  private static Settings.Builder settings() {
    return Settings.builder(name -> null);
  }

  private static List<String> problems(Settings.Builder settings) {
    return catchThrowableOfType(InvalidSettingsException.class, settings::build).problems();
  }

  public static class WithParameter {
    public WithParameter(String unused) {}
  }

  public static class Failing {
    public Failing() {
      throw new IllegalStateException("not today");
    }
  }

  public static class FailingAtLoad {
    static final int VALUE = Integer.parseInt("none");
  }

  private static final class Hidden {}
}
