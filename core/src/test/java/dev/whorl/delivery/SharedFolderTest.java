package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SharedFolderTest {
  @TempDir Path folder;
  private final AtomicLong evicted = new AtomicLong();

  @Test
  void twoOutboxes_writeTheirOwnSegments() throws IOException {
    try (FolderOutbox one = outbox(1 << 20);
        FolderOutbox other = outbox(1 << 20)) {
      one.put(Events.event(1));
      other.put(Events.event(2));
      one.put(Events.event(3));
    }

    List<String> segments = segments().stream().map(SharedFolderTest::text).toList();
    assertThat(segments).containsExactlyInAnyOrder("{\"n\":1}\n{\"n\":3}\n", "{\"n\":2}\n");
  }

  @Test
  void segmentInUse_isNotDeletedByTheOtherOutbox() throws IOException {
    try (FolderOutbox one = outbox(4_000);
        FolderOutbox other = outbox(4_000)) {
      one.put(Events.json("{\"mine\":1}"));
      Path inUse = segments().get(0);
      for (int i = 0; i < 2_000; i++) {
        assertThat(other.put(Events.event(i))).isNull();
      }

      assertThat(inUse).hasContent("{\"mine\":1}\n");
      assertThat(evicted.get()).isPositive();
    }
  }

  @Test
  void bothMakingRoomAtOnce_loseNothingUncounted() throws Exception {
    int each = 3_000;
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<Integer>> refused = new ArrayList<>();
    try (FolderOutbox one = outbox(4_000);
        FolderOutbox other = outbox(4_000)) {
      for (FolderOutbox outbox : List.of(one, other)) {
        refused.add(threads.submit(() -> refusals(outbox, each)));
      }
      for (Future<Integer> count : refused) {
        assertThat(count.get()).isZero();
      }
    } finally {
      threads.shutdownNow();
    }

    long lines = segments().stream().mapToLong(file -> text(file).lines().count()).sum();
    assertThat(lines + evicted.get()).isEqualTo(2L * each);
  }

  private static int refusals(FolderOutbox outbox, int count) {
    int refusals = 0;
    for (int i = 0; i < count; i++) {
      refusals += outbox.put(Events.ofBytes(300)) == null ? 0 : 1;
    }
    return refusals;
  }

  private FolderOutbox outbox(long maxBytes) {
    return new FolderOutbox(
        folder,
        maxBytes,
        1 << 20,
        InstantSource.system(),
        evicted::addAndGet,
        new RecordingAccounting());
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
