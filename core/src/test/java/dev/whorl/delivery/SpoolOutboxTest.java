package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.DropReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SpoolOutboxTest {
  @TempDir Path temp;
  private SpoolFolder folder;

  @BeforeEach
  void open() {
    folder = new SpoolFolder(temp.resolve("spool"));
  }

  @AfterEach
  void close() {
    folder.close();
    assertThat(System.getProperties().stringPropertyNames())
        .noneMatch(name -> name.startsWith("dev.whorl.held:" + temp));
  }

  @Test
  void event_isInTheFolderBeforeItIsHandedOut() throws IOException {
    SpoolOutbox outbox = folder.outbox();
    outbox.put(Events.withId(1));

    assertThat(folder.segments()).hasSize(1);
    assertThat(Files.readString(folder.segments().get(0)))
        .isEqualTo(Events.text(Events.withId(1)) + "\n");
    assertThat(folder.segments().get(0).getFileName().toString())
        .matches("events-20231114T221320\\d{3}-0a1b2c3d-[0-9a-f]{8}-0001\\.ndjson");
    assertThat(outbox.waiting()).isEqualTo(1);
  }

  @Test
  void events_leaveInOrderAndOnlyOnce() {
    SpoolOutbox outbox = folder.outbox();
    put(outbox, 0, 100);

    assertThat(SpoolFolder.deliver(outbox)).isEqualTo(numbers(0, 100));
    assertThat(outbox.poll()).isNull();
    assertThat(outbox.waiting()).isZero();
    assertThat(folder.own.delivered).hasValue(100);
    assertThat(folder.found.delivered).hasValue(0);
  }

  @Test
  void deliveredSegments_areDeleted() {
    SpoolOutbox outbox = folder.outbox(4_000, SpoolFolder.DESTINATION);
    put(outbox, 0, 40);
    assertThat(folder.segments()).hasSizeGreaterThan(1);
    SpoolFolder.deliver(outbox);
    assertThat(folder.segments()).hasSize(1);
    outbox.close();

    assertThat(folder.files("")).isEmpty();
  }

  @Test
  void whatIsNotDelivered_staysAfterTheStopAndIsSentByTheNext() {
    SpoolOutbox outbox = folder.outbox();
    put(outbox, 0, 10);
    SpoolFolder.take(outbox, 4).get(0).ended();
    outbox.close();
    assertThat(outbox.waiting()).isEqualTo(9);
    SpoolOutbox next = folder.outbox();

    assertThat(SpoolFolder.deliver(next)).isEqualTo(numbers(1, 10));
    assertThat(folder.found.delivered).hasValue(9);
    assertThat(next.waiting()).isZero();
    assertThat(folder.files("")).isEmpty();
  }

  @Test
  void eventsThatEndOutOfOrder_areNotForgotten() {
    SpoolOutbox outbox = folder.outbox();
    put(outbox, 0, 6);
    List<Parcel> taken = SpoolFolder.take(outbox, 6);
    taken.get(5).ended();
    taken.get(0).ended();
    taken.get(2).ended();
    outbox.close();

    // From the first that did not end; those behind it come again, with the same ids.
    assertThat(SpoolFolder.deliver(folder.outbox())).isEqualTo(numbers(1, 6));
  }

  @Test
  void livingOwner_keepsItsEvents() {
    SpoolOutbox one = folder.outbox();
    SpoolOutbox other = folder.outbox();
    put(one, 0, 3);
    put(other, 10, 12);

    assertThat(SpoolFolder.deliver(other)).containsExactly(10, 11);
    folder.pass();
    assertThat(SpoolFolder.deliver(other)).isEmpty();
    assertThat(SpoolFolder.deliver(one)).containsExactly(0, 1, 2);
  }

  @Test
  void whatTheOneLeaves_theOtherThatRunsAdoptsSoon() {
    SpoolOutbox one = folder.outbox();
    SpoolOutbox other = folder.outbox();
    put(one, 0, 3);
    assertThat(SpoolFolder.deliver(other)).isEmpty();
    one.close();
    assertThat(SpoolFolder.deliver(other)).isEmpty();
    folder.pass();

    assertThat(SpoolFolder.deliver(other)).containsExactly(0, 1, 2);
  }

  @Test
  void eventsForAnotherServer_areLeftAlone() {
    SpoolOutbox one = folder.outbox();
    put(one, 0, 3);
    one.close();

    assertThat(SpoolFolder.deliver(folder.outbox(1 << 20, "ffffffff"))).isEmpty();
    assertThat(folder.segments()).hasSize(1);
  }

  @Test
  void eventsThatStayForGood_areNotSent() throws IOException {
    Files.createDirectories(folder.path);
    Path kept = folder.path.resolve("events-20231114T221320000-01234567-0001.ndjson");
    Files.writeString(kept, Events.text(Events.withId(1)) + "\n");

    assertThat(SpoolFolder.deliver(folder.outbox())).isEmpty();
    assertThat(kept).exists();
  }

  @Test
  void tornLastLine_costsOnlyItself() throws IOException {
    leave(0, 3);
    Path segment = folder.segments().get(0);
    byte[] bytes = Files.readAllBytes(segment);
    Files.write(segment, java.util.Arrays.copyOf(bytes, bytes.length - 7));

    assertThat(SpoolFolder.deliver(folder.outbox())).containsExactly(0, 1);
    assertThat(folder.found.dropped).containsExactly(DropReason.FOLDER_LOST);
    assertThat(folder.files("")).isEmpty();
  }

  @Test
  void garbageInTheMiddle_costsOnlyItsLines() throws IOException {
    leave(0, 4);
    Path segment = folder.segments().get(0);
    List<String> lines = new ArrayList<>(Files.readAllLines(segment));
    lines.set(1, "\u0000\u0000 not { an event");
    lines.add(3, "x".repeat(3 << 20));
    Files.write(segment, lines);

    assertThat(SpoolFolder.deliver(folder.outbox())).containsExactly(0, 2, 3);
    assertThat(folder.found.dropped)
        .containsExactly(DropReason.FOLDER_LOST, DropReason.FOLDER_LOST);
  }

  @Test
  void missingCursor_meansThatAllIsSentAgain() throws IOException {
    leaveDelivered(5, 2);
    Files.delete(folder.cursors().get(0));

    assertThat(SpoolFolder.deliver(folder.outbox())).isEqualTo(numbers(0, 5));
  }

  @Test
  void cursorAheadOfItsSegment_meansThatAllIsSentAgain() throws IOException {
    leaveDelivered(5, 2);
    Path cursor = folder.cursors().get(0);
    Files.writeString(
        cursor, Files.readString(cursor).replaceAll("\"position\":\\d+", "\"position\":999999"));

    assertThat(SpoolFolder.deliver(folder.outbox())).isEqualTo(numbers(0, 5));
  }

  @Test
  void cursorInTheMiddleOfALine_meansThatAllIsSentAgain() throws IOException {
    leaveDelivered(5, 2);
    Path cursor = folder.cursors().get(0);
    Files.writeString(
        cursor, Files.readString(cursor).replaceAll("\"position\":\\d+", "\"position\":3"));

    assertThat(SpoolFolder.deliver(folder.outbox())).isEqualTo(numbers(0, 5));
  }

  @Test
  void garbledCursor_meansThatAllIsSentAgain() throws IOException {
    leaveDelivered(5, 2);
    Files.writeString(folder.cursors().get(0), "\u0000garbage");

    assertThat(SpoolFolder.deliver(folder.outbox())).isEqualTo(numbers(0, 5));
  }

  @Test
  void cursorOfANewerVersion_leavesItsEventsAlone() throws IOException {
    leaveDelivered(5, 2);
    Files.writeString(folder.cursors().get(0), "{\"v\":2,\"done\":[1,2]}");

    assertThat(SpoolFolder.deliver(folder.outbox())).isEmpty();
    assertThat(folder.segments()).hasSize(1);
    assertThat(Files.readString(folder.cursors().get(0))).startsWith("{\"v\":2");
    assertThat(folder.own.troubles).singleElement().asString().contains("another version");
  }

  @Test
  void ownSegmentDamagedWhileRunning_costsOnlyItsLinesAndIsCounted() throws IOException {
    SpoolOutbox outbox = folder.outbox();
    put(outbox, 0, 3);
    byte[] garbage = new byte[20];
    try (var channel =
        java.nio.channels.FileChannel.open(folder.segments().get(0), StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(garbage), 5);
    }

    assertThat(SpoolFolder.deliver(outbox)).containsExactly(1, 2);
    assertThat(folder.own.dropped).containsExactly(DropReason.FOLDER_LOST);
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void folderDeletedWhileRunning_isMadeAgainAndNothingIsLost() throws IOException {
    SpoolOutbox outbox = folder.outbox();
    put(outbox, 0, 3);
    for (Path file : folder.files("")) {
      Files.delete(file);
    }
    Files.delete(folder.path);
    put(outbox, 3, 5);

    // The file is open, so what stood in it can still be read.
    assertThat(SpoolFolder.deliver(outbox)).isEqualTo(numbers(0, 5));
    assertThat(folder.cursors()).hasSize(1);
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void olderSegmentThatIsGone_isCounted() throws IOException {
    SpoolOutbox outbox = folder.outbox(4_000, SpoolFolder.DESTINATION);
    put(outbox, 0, 40);
    int segments = folder.segments().size();
    int inSecond = Files.readAllLines(folder.segments().get(1)).size();
    assertThat(segments).isGreaterThan(2);
    Files.delete(folder.segments().get(1));

    assertThat(SpoolFolder.deliver(outbox)).hasSize(40 - inSecond);
    assertThat(folder.own.dropped).isEqualTo(Collections.nCopies(inSecond, DropReason.FOLDER_LOST));
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void segmentThatCannotBeReadForTheMoment_costsNothing() throws IOException {
    SpoolOutbox outbox = folder.outbox(4_000, SpoolFolder.DESTINATION);
    put(outbox, 0, 40);
    Path second = folder.segments().get(1);
    Path away = Files.move(second, temp.resolve("away"));
    Files.createDirectory(second);
    int readable = SpoolFolder.deliver(outbox).size();
    assertThat(readable).isBetween(1, 39);
    assertThat(folder.own.troubles).isNotEmpty().allMatch(told -> told.contains("for the moment"));
    Files.delete(second);
    Files.move(away, second);

    assertThat(SpoolFolder.deliver(outbox)).hasSize(40 - readable);
    assertThat(folder.own.dropped).isEmpty();
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void folderUnderAnAlias_isKnownAsTheSame() throws IOException {
    SpoolOutbox outbox = folder.outbox();
    put(outbox, 0, 1);
    Path alias = Files.createSymbolicLink(temp.resolve("alias"), folder.path);
    Path cursor = folder.cursors().get(0);

    assertThat(HeldFile.claim(cursor)).isNull();
    assertThat(HeldFile.claim(alias.resolve(cursor.getFileName()))).isNull();
  }

  @Test
  void foundSegmentThatIsEvicted_isCountedAsFarAsItWasNotDelivered() {
    SpoolOutbox outbox = folder.outbox(4_000, SpoolFolder.DESTINATION);
    put(outbox, 0, 12);
    SpoolFolder.take(outbox, 5).forEach(Parcel::ended);
    outbox.close();
    SpoolOutbox next = folder.outbox(4_000, SpoolFolder.DESTINATION);
    SpoolFolder.take(next, 1);
    put(next, 100, 300);

    assertThat(folder.found.dropped).hasSize(6).containsOnly(DropReason.FOLDER_FULL);
    assertThat(folder.evicted).hasValue(0);
  }

  @Test
  void memoryThatTookOver_isMovedToTheFolderThatWorksAgain() throws IOException {
    Files.writeString(folder.path, "a file stands here");
    SpoolOutbox outbox = folder.outbox();
    put(outbox, 0, 2);
    Files.delete(folder.path);
    outbox.tick();

    assertThat(Files.readAllLines(folder.segments().get(0))).hasSize(2);
    assertThat(outbox.waiting()).isEqualTo(2);
    assertThat(SpoolFolder.deliver(outbox)).containsExactly(0, 1);
  }

  @Test
  void eventWhoseFileIsEvictedWhileItIsBeingSent_outlivesNothingAnyMore() {
    SpoolOutbox outbox = folder.outbox(4_000, SpoolFolder.DESTINATION);
    put(outbox, 0, 2);
    Parcel beingSent = outbox.poll();
    assertThat(beingSent.outlivesProcess()).isTrue();
    put(outbox, 2, 300);

    assertThat(beingSent.outlivesProcess()).isFalse();
  }

  @Test
  void folderDeletedBeforeTheStop_keepsNothingAndThatIsCounted() throws IOException {
    SpoolOutbox outbox = folder.outbox();
    put(outbox, 0, 5);
    Parcel beingSent = outbox.poll();
    for (Path file : folder.files("")) {
      Files.delete(file);
    }
    Files.delete(folder.path);
    outbox.close();

    assertThat(folder.own.dropped).hasSize(5).containsOnly(DropReason.FOLDER_LOST);
    assertThat(outbox.waiting()).isZero();
    assertThat(beingSent.event()).isNotNull();
  }

  @Test
  void fullFolder_losesTheOldestAndCountsThem() {
    SpoolOutbox outbox = folder.outbox(4_000, SpoolFolder.DESTINATION);
    put(outbox, 0, 500);
    List<Integer> delivered = SpoolFolder.deliver(outbox);

    assertThat(delivered.size() + folder.own.dropped.size()).isEqualTo(500);
    assertThat(folder.own.dropped).isNotEmpty().containsOnly(DropReason.FOLDER_FULL);
    assertThat(delivered).isEqualTo(numbers(500 - delivered.size(), 500));
    assertThat(outbox.waiting()).isZero();
    assertThat(folder.evicted).hasValue(0);
  }

  @Test
  void eventThatIsBeingSentWhileItsSegmentIsEvicted_isCountedOnce() {
    SpoolOutbox outbox = folder.outbox(4_000, SpoolFolder.DESTINATION);
    put(outbox, 0, 2);
    Parcel beingSent = outbox.poll();
    put(outbox, 2, 300);
    beingSent.ended();
    beingSent.accounting().delivered();
    SpoolFolder.deliver(outbox);

    assertThat(folder.own.all()).isEqualTo(300);
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void folderThatCannotBeWritten_isToldAndMemoryTakesOver() throws IOException {
    Files.writeString(folder.path, "a file stands here");
    SpoolOutbox outbox = folder.outbox();

    assertThat(outbox.put(Events.withId(1))).isNull();
    assertThat(folder.own.troubles).singleElement().asString().contains("cannot be written");
    assertThat(SpoolFolder.deliver(outbox)).containsExactly(1);
    Files.delete(folder.path);
    outbox.put(Events.withId(2));

    assertThat(folder.segments()).hasSize(1);
    assertThat(SpoolFolder.deliver(outbox)).containsExactly(2);
  }

  @Test
  void whatWaitsInMemoryAtTheEnd_goesToAFolderThatWorksAgain() throws IOException {
    Files.writeString(folder.path, "a file stands here");
    SpoolOutbox outbox = folder.outbox();
    outbox.put(Events.withId(1));
    Files.delete(folder.path);

    assertThat(outbox.abandon(DropReason.CLOSED)).isZero();
    outbox.close();
    assertThat(SpoolFolder.deliver(folder.outbox())).containsExactly(1);
  }

  @Test
  void closedOutbox_takesNothing() {
    SpoolOutbox outbox = folder.outbox();
    outbox.close();

    assertThat(outbox.put(Events.withId(1))).isEqualTo(new Outbox.Refusal(DropReason.CLOSED, ""));
    assertThat(folder.path).doesNotExist();
  }

  /** Leaves events of an owner that is gone. */
  private void leave(int from, int to) {
    SpoolOutbox outbox = folder.outbox();
    put(outbox, from, to);
    outbox.close();
  }

  private void leaveDelivered(int events, int delivered) {
    SpoolOutbox outbox = folder.outbox();
    put(outbox, 0, events);
    SpoolFolder.take(outbox, delivered).forEach(Parcel::ended);
    outbox.close();
  }

  private static void put(SpoolOutbox outbox, int from, int to) {
    for (int i = from; i < to; i++) {
      assertThat(outbox.put(Events.withId(i))).isNull();
    }
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
