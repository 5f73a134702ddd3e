package dev.whorl.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Broken settings: told in the user's words, and the application logs as before. */
interface SettingsContract {
  World world();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dsn | ftp://k@host/1 | dsn: 'ftp://***@host/1' must begin with http:// or https://",
        "dsn | https://host/1 | dsn: 'https://host/1' has no public key before the @",
        "dsn | https://k@host | dsn: 'https://***@host' has no project id",
        "dsn | WHORL_DSN_IS_UNDEFINED | dsn: the variable 'WHORL_DSN' in the configuration file is not defined",
        "folderMaxBytes | 12 parsecs | folderMaxBytes: '12 parsecs' is not a size of at least 2 MiB",
        "minimumEventLevel | LOUD | minimumEventLevel: 'LOUD' is not a level. Use TRACE, DEBUG, INFO, WARN",
        "minimumBreadcrumbLevel | 7 | minimumBreadcrumbLevel: '7' is not a level",
        "maxBreadcrumbs | -1 | maxBreadcrumbs: '-1' is not a whole number from 0 to 1000. The default is 50.",
        "sampleRate | 2 | sampleRate: '2' is not a number from 0 to 1",
        "queueCapacity | many | queueCapacity: 'many' is not a whole number from 1 to 1000000",
        "memoryMaxBytes | 1 | memoryMaxBytes: '1' is not a size of at least 1 MiB",
        "maxInFlight | 0 | maxInFlight: '0' is not a whole number from 1 to 64",
        "connectTimeoutMillis | 5s | connectTimeoutMillis: '5s' is not a whole number from 1 to",
        "requestTimeoutMillis | 0 | requestTimeoutMillis: '0' is not a whole number from 1 to",
        "shutdownTimeoutMillis | -5 | shutdownTimeoutMillis: '-5' is not a whole number from 0 to",
        "grouping | both | grouping: 'both' is not one of server, client.",
        "rules | classpath:none.txt | rules: 'classpath:none.txt' cannot be read",
        "proxy | proxy.example.com | proxy: 'proxy.example.com' is not host:port",
        "beforeSend | com.acme.Missing | beforeSend: class 'com.acme.Missing' is not on the class path",
        "beforeSend | dev.whorl.contract.Hooks$IsNone | does not implement dev.whorl.BeforeSend"
      })
  default void brokenSetting_isToldAndTheApplicationGoesOn(
      String setting, String value, String message) {
    World world = world().start(setting, value);
    world.log(Call.error("still logged"));

    assertThat(world.events()).isEmpty();
    assertThat(world.statusWith("is not started"))
        .singleElement()
        .asString()
        .contains(message)
        .contains(World.APPENDER);
    assertThat(world.applicationLines()).singleElement().asString().contains("still logged");
  }

  @Test
  default void severalBrokenSettings_areToldAllAtOnce() {
    World world =
        world()
            .start("queueCapacity", "0", "sampleRate", "x", "proxy", "nowhere", "dsn", "nonsense");
    world.log(Call.error("still logged")).events();

    assertThat(world.statusWith("is not started"))
        .hasSize(4)
        .anyMatch(line -> line.contains("queueCapacity: '0'"))
        .anyMatch(line -> line.contains("sampleRate: 'x'"))
        .anyMatch(line -> line.contains("proxy: 'nowhere'"))
        .anyMatch(line -> line.contains("dsn: 'nonsense'"));
    assertThat(world.applicationLines()).hasSize(1);
  }

  @Test
  default void folderThatCannotBeMade_isTold() throws Exception {
    World world = world();
    java.nio.file.Path file =
        java.nio.file.Files.writeString(world.folder().resolve("a-file"), "not a folder");
    world
        .startWithOnly("folder", file.resolve("events").toString())
        .log(Call.error("still logged"));
    world.backEnd().stop();

    assertThat(world.statusWith("is not started"))
        .singleElement()
        .asString()
        .contains("folder: '" + file.resolve("events"))
        .contains("cannot be written");
    assertThat(world.applicationLines()).hasSize(1);
  }

  @Test
  default void startLine_saysWhatIsInForce() {
    World world = world().start("environment", "staging", "queueCapacity", "77");
    world.backEnd().stop();

    assertThat(world.statusWith("reports errors"))
        .singleElement()
        .asString()
        .contains("environment=staging")
        .contains("queueCapacity=77")
        .contains("minimumEventLevel=ERROR")
        .contains("dsn=http://***@127.0.0.1:");
  }
}
