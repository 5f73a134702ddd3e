package dev.whorl;

import static dev.whorl.FakeSource.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.DropReason;
import dev.whorl.event.Severity;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ReporterReentryTest {
  @TempDir Path folder;

  @Test
  void callThatLogsWhileItIsRead_isOneEvent() {
    try (FolderReporter whorl = reporter()) {
      whorl.log(error("outer").whenRead(() -> whorl.log(error("inner"))));
      whorl.log(error("next"));

      assertThat(whorl.eventsAfterClose())
          .extracting(event -> event.at("/logentry/formatted").textValue())
          .containsExactly("outer", "next");
      assertThat(whorl.metrics().logged()).isEqualTo(3);
      assertThat(whorl.metrics().dropped()).isEqualTo(Map.of(DropReason.REENTRY, 1L));
    }
  }

  @Test
  void infoLoggedWhileACallIsRead_isNoLoss() {
    try (FolderReporter whorl = reporter()) {
      whorl.log(error("outer").whenRead(() -> whorl.log(FakeSource.of(Severity.INFO, "inner"))));
      whorl.log(error("next"));

      assertThat(
              whorl.eventsAfterClose().get(1).at("/breadcrumbs/values").findValuesAsText("message"))
          .containsExactly("outer");
      assertThat(whorl.metrics().dropped()).isEmpty();
    }
  }

  @Test
  void callThatLogsToAnotherReporter_isReportedThere() {
    try (FolderReporter one = new FolderReporter(folder.resolve("one"), FolderReporter.settings());
        FolderReporter other =
            new FolderReporter(folder.resolve("other"), FolderReporter.settings())) {
      one.log(error("outer").whenRead(() -> other.log(error("inner"))));

      assertThat(one.eventsAfterClose()).hasSize(1);
      assertThat(other.eventsAfterClose()).hasSize(1);
    }
  }

  @Test
  void callThatThrowsWhileItIsRead_isCountedAndLeavesTheCallerAlone() {
    try (FolderReporter whorl = reporter()) {
      whorl.log(
          error("broken")
              .whenRead(
                  () -> {
                    throw new StackOverflowError();
                  }));
      whorl.log(error("next"));

      assertThat(whorl.eventsAfterClose()).hasSize(1);
      assertThat(whorl.metrics().dropped()).isEqualTo(Map.of(DropReason.INTERNAL_ERROR, 1L));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"whorl-worker-A", "whorl-sender-A-1", "whorl-worker-A-host"})
  void callOfAnOwnThread_isNoEvent(String thread) {
    try (FolderReporter whorl = reporter()) {
      whorl.log(error("e").thread(thread));

      assertThat(whorl.eventsAfterClose()).isEmpty();
      assertThat(whorl.metrics().dropped()).isEqualTo(Map.of(DropReason.REENTRY, 1L));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"org.apache.hc.core5.http.wire", "com.fasterxml.jackson.core.JsonFactory"})
  void callOfTheTransport_isNeitherEventNorLoss(String logger) {
    try (FolderReporter whorl = reporter()) {
      whorl.log(error("e").logger(logger));

      assertThat(whorl.eventsAfterClose()).isEmpty();
      assertThat(whorl.metrics().logged()).isZero();
    }
  }

  @Test
  void applicationThatIsNamedAlike_isReported() {
    try (FolderReporter whorl = reporter()) {
      whorl.log(error("e").logger("org.apache.hc.core5demo.Main"), error("e").thread("whorl-demo"));

      assertThat(whorl.eventsAfterClose()).hasSize(2);
    }
  }

  private FolderReporter reporter() {
    return new FolderReporter(folder, FolderReporter.settings());
  }
}
