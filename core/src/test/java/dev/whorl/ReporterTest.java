package dev.whorl;

import static dev.whorl.FakeSource.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.event.DropReason;
import dev.whorl.event.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ReporterTest {
  @TempDir Path folder;

  @Test
  void logCall_becomesALineInTheFolder() {
    List<JsonNode> events;
    try (FolderReporter whorl = reporter()) {
      whorl.log(
          error("it broke")
              .mdc("fingerprint", "{{default}}, GET")
              .thrown(new IllegalStateException("why")));
      events = whorl.eventsAfterClose();

      assertThat(whorl.metrics().logged()).isEqualTo(1);
      assertThat(whorl.metrics().delivered()).isEqualTo(1);
      assertThat(whorl.metrics().dropped()).isEmpty();
      assertThat(whorl.metrics().waiting()).isZero();
      assertThat(whorl.status.warnings).isEmpty();
    }
    JsonNode event = events.get(0);
    assertThat(events).hasSize(1);
    assertThat(event.at("/logentry/formatted").textValue()).isEqualTo("it broke");
    assertThat(event.get("fingerprint")).hasToString("[\"{{ default }}\",\"GET\"]");
    assertThat(event.at("/contexts/whorl/fingerprint_from").textValue()).isEqualTo("mdc");
    assertThat(event.at("/contexts/whorl/group").textValue()).matches("[0-9a-f]{32}");
    assertThat(event.at("/contexts/whorl")).hasSize(2);
    assertThat(event.at("/exception/values/0/type").textValue()).isEqualTo("IllegalStateException");
    assertThat(event.at("/exception/values/0/mechanism/type").textValue())
        .isEqualTo("auto.log.test");
    assertThat(event.at("/sdk/name").textValue()).isEqualTo("whorl.java.test");
    assertThat(event.get("server_name").textValue()).isEqualTo("host-1");
    assertThat(event.get("environment").textValue()).isEqualTo("production");
  }

  @Test
  void start_saysWhatIsInForce() {
    try (FolderReporter whorl = reporter()) {
      assertThat(whorl.status.infos)
          .containsExactly(
              "Whorl dev reports errors: folder="
                  + folder.toAbsolutePath()
                  + ", environment=production, release=1.0, serverName=host-1, minimumEventLevel=ERROR,"
                  + " minimumBreadcrumbLevel=INFO, maxBreadcrumbs=50, fingerprintKey=fingerprint, scrub=built-in,"
                  + " grouping=server, groupLimit=none, sampleRate=1.0, queueCapacity=1024, folderMaxBytes=268435456, memoryMaxBytes=16777216, shutdownTimeoutMillis=5000",
              "Whorl has no dsn; events are kept in " + folder.toAbsolutePath());
    }
  }

  @Test
  void wants_whatBecomesAnEventOrABreadcrumb() {
    try (FolderReporter whorl = reporter()) {
      assertThat(whorl.reporter.wants(Severity.FATAL)).isTrue();
      assertThat(whorl.reporter.wants(Severity.INFO)).isTrue();
      assertThat(whorl.reporter.wants(Severity.DEBUG)).isFalse();
    }
    try (FolderReporter whorl = reporter("minimumBreadcrumbLevel", "OFF")) {
      assertThat(whorl.reporter.wants(Severity.ERROR)).isTrue();
      assertThat(whorl.reporter.wants(Severity.WARNING)).isFalse();
    }
    try (FolderReporter whorl = reporter("maxBreadcrumbs", "0", "minimumEventLevel", "OFF")) {
      assertThat(whorl.reporter.wants(Severity.FATAL)).isFalse();
    }
  }

  @Test
  void callBelowEventLevel_isNotCounted() {
    try (FolderReporter whorl = reporter()) {
      whorl.log(
          FakeSource.of(Severity.WARNING, "careful"), FakeSource.of(Severity.TRACE, "detail"));

      assertThat(whorl.metrics().logged()).isZero();
    }
  }

  @Test
  void breadcrumbs_areOfTheSameThreadAndOldestFirst() {
    try (FolderReporter whorl = reporter("maxBreadcrumbs", "3")) {
      for (int i = 1; i <= 5; i++) {
        whorl.log(
            FakeSource.of(Severity.INFO, "a" + i).thread("a"),
            FakeSource.of(Severity.INFO, "b" + i).thread("b"));
      }
      whorl.log(
          FakeSource.of(Severity.DEBUG, "too low").thread("a"),
          error("e1").thread("a"),
          error("e2").thread("a"));
      List<JsonNode> events = whorl.eventsAfterClose();

      assertThat(events.get(0).at("/breadcrumbs/values").findValuesAsText("message"))
          .containsExactly("a3", "a4", "a5");
      assertThat(events.get(1).at("/breadcrumbs/values").findValuesAsText("message"))
          .containsExactly("a4", "a5", "e1");
    }
  }

  @Test
  void sampleRateZero_dropsAllAndCountsThem() {
    try (FolderReporter whorl = reporter("sampleRate", "0")) {
      for (int i = 0; i < 100; i++) {
        whorl.log(error("e" + i));
      }
      whorl.reporter.close();

      assertThat(whorl.metrics().dropped()).isEqualTo(Map.of(DropReason.SAMPLED, 100L));
      assertThat(whorl.status.warnings)
          .containsExactly(
              "Whorl dropped an event for the first time with the reason sampled (sampleRate is 0.0); the 10th, 100th, … are told, too",
              "Whorl dropped 10 events so far with the reason sampled (latest: sampleRate is 0.0)",
              "Whorl dropped 100 events so far with the reason sampled (latest: sampleRate is 0.0)");
    }
  }

  @Test
  void malformedFingerprint_isToldOnce() {
    try (FolderReporter whorl = reporter()) {
      whorl.log(error("e").mdc("fingerprint", "[a"), error("e").mdc("fingerprint", "[a"));

      assertThat(whorl.eventsAfterClose())
          .hasSize(2)
          .allMatch(event -> event.get("fingerprint").toString().equals("[\"a\"]"));
      assertThat(whorl.status.warnings)
          .singleElement()
          .asString()
          .contains("MDC entry 'fingerprint' begins with [");
    }
  }

  @Test
  void markerReader_tellsOnceAboutLostData() {
    try (FolderReporter whorl = reporter()) {
      for (int i = 0; i < 3; i++) {
        whorl.log(
            error("e")
                .whenRead(
                    fingerprints -> {
                      fingerprints.lost("The marker lost its data. Use the other one.");
                      assertThat(fingerprints.read("a, b", "marker").parts())
                          .containsExactly("a", "b");
                      return null;
                    }));
      }
      whorl.reporter.close();

      assertThat(whorl.metrics().delivered()).isEqualTo(3);
      assertThat(whorl.status.warnings)
          .containsExactly("The marker lost its data. Use the other one.");
    }
  }

  @Test
  void folderThatCannotBeWritten_isToldAtTheStart() throws Exception {
    Path file = Files.writeString(folder.resolve("taken"), "a file stands here");

    assertThatThrownBy(() -> new FolderReporter(file, FolderReporter.settings()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageStartingWith("folder: '" + file + "' cannot be written (")
        .hasMessageEndingWith("). Name a folder that this process may write, or set dsn.");
    assertThat(Threads.own()).isEmpty();
  }

  @Test
  void folderBesideADsn_isToldAsTheSpool() {
    Settings settings =
        FolderReporter.settings()
            .set("dsn", "http://k@127.0.0.1:1/1")
            .set("folder", folder.toString())
            .build();
    RecordingStatus status = new RecordingStatus();
    Reporter.start(settings, new Integration("test", "BOTH"), status).close();

    assertThat(status.infos)
        .contains(
            "Whorl keeps events in " + folder.toAbsolutePath() + " until the server has them");
  }

  @Test
  void statusThatThrows_doesNotStopTheWorker() {
    Status failing =
        new Status() {
          @Override
          public void info(String message) {
            throw new IllegalStateException("no status");
          }

          @Override
          public void warn(String message, Throwable cause) {
            throw new IllegalStateException("no status");
          }

          @Override
          public void error(String message) {
            throw new IllegalStateException("no status");
          }
        };
    Settings settings = FolderReporter.settings().set("folder", folder.toString()).build();
    try (Reporter reporter = Reporter.start(settings, new Integration("test", "STATUS"), failing)) {
      for (int i = 0; i < 5; i++) {
        reporter.log(error("e" + i).mdc("fingerprint", "[" + i), FakeSource.READER);
      }

      await().until(() -> reporter.metrics().delivered() == 5);
    }
  }

  private FolderReporter reporter(String... settings) {
    Settings.Builder builder = FolderReporter.settings();
    for (int i = 0; i < settings.length; i += 2) {
      builder.set(settings[i], settings[i + 1]);
    }
    return new FolderReporter(folder, builder);
  }

  @Test
  void secretOfAnEarlierCall_isMaskedInItsBreadcrumb() {
    try (FolderReporter whorl = reporter()) {
      whorl.log(FakeSource.of(Severity.INFO, "login OLDSESSION1").mdc("sessionId", "OLDSESSION1"));
      whorl.log(error("later").mdc("sessionId", "NEWSESSION2"));

      assertThat(whorl.eventsAfterClose().get(0).at("/breadcrumbs/values/0/message").textValue())
          .isEqualTo("login [Filtered]");
    }
  }
}
