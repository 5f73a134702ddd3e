package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  private final RecordingStatus status = new RecordingStatus();

  @TempDir private Path folder;

  private Reporter start(Supplier<FakeSource> rehearsal) {
    return Reporter.start(
        FolderReporter.settings().set("folder", folder.toString()).build(),
        new Integration("test", "REHEARSAL"),
        status,
        rehearsal,
        FakeSource.READER);
  }

  @Test
  void rehearsedCall_isReadAndNeitherCountedNorReported() {
    AtomicInteger read = new AtomicInteger();
    Reporter reporter =
        start(
            () ->
                FakeSource.error("rehearsed")
                    .thrown(new IllegalStateException())
                    .whenRead(read::incrementAndGet));
    reporter.close();

    assertThat(read).hasValue(1);
    assertThat(reporter.metrics().logged()).isZero();
    assertThat(reporter.metrics().delivered()).isZero();
    assertThat(Threads.own()).noneMatch(name -> name.endsWith("REHEARSAL"));
  }

  @Test
  void failingRehearsal_isToldToNobodyAndStopsNothing() {
    Reporter reporter =
        start(
            () -> {
              throw new IllegalStateException("rehearsal");
            });
    reporter.log(FakeSource.error("real"), FakeSource.READER);
    reporter.close();

    assertThat(reporter.metrics().delivered()).isEqualTo(1);
    assertThat(status.warnings).isEmpty();
  }
}
