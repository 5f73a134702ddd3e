package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.DropReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class FolderOutboxTest {
  private static final long ROOMY = 1 << 20;

  @TempDir Path temp;
  private final RecordingAccounting accounting = new RecordingAccounting();
  private final AtomicLong evicted = new AtomicLong();
  private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);
  private final List<FolderOutbox> open = new ArrayList<>();

  @AfterEach
  void closeAll() {
    open.forEach(FolderOutbox::close);
  }

  @Test
  void events_areLinesOfOneSegment() throws IOException {
    FolderOutbox outbox = outbox(ROOMY);
    outbox.put(Events.json("{\"a\":\"größe\"}"));
    outbox.put(Events.event(2));

    assertThat(segments()).hasSize(1);
    assertThat(segments().get(0).getFileName().toString())
        .matches("events-20231114T221320\\d{3}-[0-9a-f]{8}-0001\\.ndjson");
    assertThat(Files.readString(segments().get(0))).isEqualTo("{\"a\":\"größe\"}\n{\"n\":2}\n");
  }

  @Test
  void noEvent_makesNoFolder() {
    outbox(ROOMY);

    assertThat(folder()).doesNotExist();
  }

  @Test
  void fullSegment_isFollowedByAnother() {
    FolderOutbox outbox = outbox(4_000);
    for (int i = 0; i < 3; i++) {
      assertThat(outbox.put(Events.ofBytes(600))).isNull();
    }

    assertThat(segments()).hasSize(3);
    assertThat(lines()).hasSize(3);
    assertThat(evicted).hasValue(0);
  }

  @Test
  void fullFolder_losesTheOldestAndCountsThem() {
    FolderOutbox outbox = outbox(4_000);
    for (int i = 0; i < 500; i++) {
      assertThat(outbox.put(Events.event(i))).isNull();
      millis.incrementAndGet();
    }
    for (int i = 500; i < 1_500; i++) {
      assertThat(outbox.put(Events.event(i))).isNull();
    }

    assertThat(bytes()).isLessThanOrEqualTo(4_000);
    assertThat(evicted.get()).isPositive();
    assertThat(lines().size() + evicted.get()).isEqualTo(1_500);
    assertThat(lines())
        .containsExactlyElementsOf(
            IntStream.range((int) evicted.get(), 1_500)
                .mapToObj(i -> "{\"n\":" + i + "}")
                .toList());
  }

  @Test
  void eventsOfAnEarlierRun_areTheFirstToGo() throws IOException {
    Files.createDirectories(folder());
    Path old =
        Files.writeString(
            folder().resolve("events-20200101T000000000-old-0001.ndjson"), "{}\n{}\n".repeat(300));
    Path foreign = Files.writeString(folder().resolve("notes.txt"), "x".repeat(9_000));
    FolderOutbox outbox = outbox(2_000);
    outbox.put(Events.event(1));

    assertThat(old).doesNotExist();
    assertThat(evicted).hasValue(600);
    assertThat(foreign).exists();
  }

  @Test
  void folderDeletedWhileRunning_isMadeAgain() throws IOException {
    FolderOutbox outbox = outbox(ROOMY);
    outbox.put(Events.event(1));
    Files.delete(segments().get(0));
    Files.delete(folder());

    assertThat(outbox.put(Events.event(2))).isNull();
    assertThat(lines()).containsExactly("{\"n\":2}");
  }

  @Test
  void folderThatCannotBeMade_isToldAndEventsWaitInMemory() throws IOException {
    Files.writeString(folder(), "a file stands here");
    FolderOutbox outbox = outbox(ROOMY);

    assertThat(outbox.put(Events.event(1))).isNull();
    assertThat(outbox.put(Events.event(2))).isNull();
    assertThat(outbox.waiting()).isEqualTo(2);
    assertThat(accounting.delivered).hasValue(0);
    assertThat(accounting.troubles).singleElement().asString().contains(folder().toString());
  }

  @Test
  void memoryThatIsFullToo_isARefusalThatNamesTheFolder() throws IOException {
    Files.writeString(folder(), "a file stands here");
    FolderOutbox outbox = outbox(ROOMY);
    outbox.put(Events.ofBytes(900));
    Outbox.Refusal refusal = outbox.put(Events.ofBytes(900));

    assertThat(refusal.reason()).isEqualTo(DropReason.FOLDER_FULL);
    assertThat(refusal.detail()).contains(folder().toString());
  }

  @Test
  void folderThatComesBack_getsWhatWaitedInOrder() throws IOException {
    Files.writeString(folder(), "a file stands here");
    FolderOutbox outbox = outbox(ROOMY);
    outbox.put(Events.event(1));
    outbox.put(Events.event(2));
    Files.delete(folder());
    outbox.tick();
    outbox.put(Events.event(3));

    assertThat(lines()).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    assertThat(outbox.waiting()).isZero();
    assertThat(accounting.delivered).hasValue(3);
    assertThat(accounting.reliefs).singleElement().asString().contains("written again");
  }

  @Test
  void whatWaitsInMemoryAtTheEnd_isCounted() throws IOException {
    Files.writeString(folder(), "a file stands here");
    FolderOutbox outbox = outbox(ROOMY);
    outbox.put(Events.event(1));
    outbox.close();

    assertThat(accounting.dropped).containsExactly(DropReason.FOLDER_FULL);
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void closedOutbox_takesNothing() {
    FolderOutbox outbox = outbox(ROOMY);
    outbox.put(Events.event(1));
    outbox.close();

    assertThat(outbox.put(Events.event(2))).isEqualTo(new Outbox.Refusal(DropReason.CLOSED, ""));
    assertThat(lines()).containsExactly("{\"n\":1}");
  }

  private Path folder() {
    return temp.resolve("whorl");
  }

  private FolderOutbox outbox(long maxBytes) {
    FolderOutbox outbox =
        new FolderOutbox(
            folder(),
            maxBytes,
            1_000,
            () -> Instant.ofEpochMilli(millis.get()),
            evicted::addAndGet,
            accounting);
    open.add(outbox);
    return outbox;
  }

  private List<Path> segments() {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> lines() {
    return segments().stream().flatMap(file -> read(file).stream()).toList();
  }

  private long bytes() {
    return segments().stream().mapToLong(file -> file.toFile().length()).sum();
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
