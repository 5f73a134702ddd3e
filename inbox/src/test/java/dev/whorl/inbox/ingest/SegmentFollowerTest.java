package dev.whorl.inbox.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentFollowerTest {
  private static final String FIRST = "events-20261125T070000000-0000abcd-0001.ndjson";
  private static final String SECOND = "events-20261125T070000001-12345678-0000abcd-0001.ndjson";

  @TempDir Path folder;

  private final Map<String, Long> positions = new HashMap<>();
  private final Found found = new Found();

  @Test
  void linesAreReadOnceAndAsTheyCome() throws IOException {
    SegmentFollower follower = new SegmentFollower(folder);
    append(FIRST, line(1) + line(2));
    poll(follower);
    assertThat(found.take()).containsExactly(FIRST + " 1", FIRST + " 2");

    poll(follower);
    assertThat(found.take()).isEmpty();

    append(SECOND, line(3));
    append(FIRST, line(4));
    poll(follower);
    assertThat(found.take()).containsExactly(FIRST + " 4", SECOND + " 3");
    assertThat(positions)
        .isEqualTo(Map.of(FIRST, 3L * line(1).length(), SECOND, (long) line(1).length()));
  }

  @Test
  void filesAreReadInTheOrderOfTheirNames() throws IOException {
    append(SECOND, line(2));
    append(FIRST, line(1));

    poll(new SegmentFollower(folder));

    assertThat(found.take()).containsExactly(FIRST + " 1", SECOND + " 2");
  }

  @Test
  void anotherFollower_goesOnAtThePositions() throws IOException {
    append(FIRST, line(1) + line(2));
    poll(new SegmentFollower(folder));
    append(FIRST, line(3));
    found.take();

    poll(new SegmentFollower(folder));

    assertThat(found.take()).containsExactly(FIRST + " 3");
  }

  @Test
  void tornLine_waitsUntilItIsWhole() throws IOException {
    SegmentFollower follower = new SegmentFollower(folder);
    String torn = line(2);
    append(FIRST, line(1));
    for (int i = 0; i < torn.length() - 1; i++) {
      append(FIRST, torn.substring(i, i + 1));
      poll(follower);
    }
    assertThat(found.take()).containsExactly(FIRST + " 1");
    assertThat(positions).containsEntry(FIRST, (long) line(1).length());

    append(FIRST, "\n" + line(3));
    poll(follower);

    assertThat(found.take()).containsExactly(FIRST + " 2", FIRST + " 3");
    assertThat(found.problems).isEmpty();
  }

  @Test
  void otherFiles_areLeftAlone() throws IOException {
    append("cursor-0000abcd.json", "{\"v\":1}\n");
    append("." + FIRST, line(1));
    append("events.ndjson", line(2));
    append(FIRST + ".bak", line(3));
    Files.createDirectory(folder.resolve(FIRST));

    poll(new SegmentFollower(folder));

    assertThat(found.take()).isEmpty();
    assertThat(found.problems).isEmpty();
    assertThat(positions).isEmpty();
  }

  @Test
  void linesThatAreNoEvents_areToldWithTheirNumberAndPassedOver() throws IOException {
    append(FIRST, line(1) + "nonsense\n\n \r\n{}\n" + line(2) + "{\"a\":\n" + line(3));

    poll(new SegmentFollower(folder));

    assertThat(found.take()).containsExactly(FIRST + " 1", FIRST + " 2", FIRST + " 3");
    assertThat(found.problems).extracting(SegmentProblem::line).containsExactly(2L, 5L, 7L);
    assertThat(found.problems.get(0).toString())
        .startsWith(FIRST + ":2: The event cannot be read: not JSON at column 1");
    assertThat(found.problems.get(1).reason())
        .isEqualTo("The event has no event_id, by which it would be known.");
  }

  @Test
  void lineNumberIsRight_whereAnotherFollowerHasReadBefore() throws IOException {
    append(FIRST, line(1) + line(2));
    poll(new SegmentFollower(folder));
    append(FIRST, line(3) + "nonsense\nmore\n");

    poll(new SegmentFollower(folder));

    assertThat(found.problems).extracting(SegmentProblem::line).containsExactly(4L, 5L);
  }

  @Test
  void longestLine_isRead() throws IOException {
    String begin = line(1).substring(0, line(1).length() - 2) + ",\"m\":\"";
    String whole = begin + "x".repeat(ReceivedEvent.MOST_BYTES - begin.length() - 2) + "\"}\n";
    append(FIRST, whole + whole.replace("xx\"", "xxx\"") + line(2));

    poll(new SegmentFollower(folder));

    assertThat(found.take()).containsExactly(FIRST + " 1", FIRST + " 2");
    assertThat(found.problems)
        .singleElement()
        .asString()
        .isEqualTo(FIRST + ":2: The event has more than 1048576 bytes.");
  }

  @Test
  void lineThatIsTooLong_isPassedOverHoweverItComes() throws IOException {
    SegmentFollower follower = new SegmentFollower(folder, 1000, 100_000);
    append(FIRST, line(1));
    for (int i = 0; i < 5; i++) {
      append(FIRST, "x".repeat(600_000));
      pollAll(follower);
    }
    assertThat(found.take()).containsExactly(FIRST + " 1");
    assertThat(found.problems).isEmpty();
    assertThat(positions).containsEntry(FIRST, (long) line(1).length());

    append(FIRST, "\n" + line(2));
    pollAll(follower);

    assertThat(found.take()).containsExactly(FIRST + " 2");
    assertThat(found.problems).extracting(SegmentProblem::line).containsExactly(2L);
  }

  @Test
  void fileThatIsGone_isForgottenAndOthersGoOn() throws IOException {
    SegmentFollower follower = new SegmentFollower(folder);
    append(FIRST, line(1));
    append(SECOND, line(2));
    positions.put("another source", 7L);
    poll(follower);
    Files.delete(folder.resolve(FIRST));
    append(SECOND, line(3));
    found.take();

    poll(follower);

    assertThat(found.take()).containsExactly(SECOND + " 3");
    assertThat(positions).containsOnlyKeys(SECOND, "another source");
  }

  @Test
  void fileThatShrinks_isReadFromItsBeginning() throws IOException {
    SegmentFollower follower = new SegmentFollower(folder);
    append(FIRST, line(1) + line(2));
    poll(follower);
    Files.writeString(folder.resolve(FIRST), line(3));
    found.take();

    poll(follower);

    assertThat(found.take()).containsExactly(FIRST + " 3");
    assertThat(found.problems)
        .singleElement()
        .asString()
        .isEqualTo(FIRST + ": is shorter than it was, so it is read again from its beginning");
  }

  @Test
  void fileThatIsReplacedByALongerOne_isReadFromItsBeginning() throws IOException {
    SegmentFollower follower = new SegmentFollower(folder);
    append(FIRST, line(1));
    poll(follower);
    Files.delete(folder.resolve(FIRST));
    append(FIRST, " " + line(2) + line(3));
    found.take();

    poll(follower);

    assertThat(found.take()).containsExactly(FIRST + " 2", FIRST + " 3");
    assertThat(found.problems)
        .singleElement()
        .asString()
        .isEqualTo(FIRST + ": was replaced by another, so it is read again from its beginning");
  }

  @Test
  void missingFolder_isWaitedFor() throws IOException {
    Path later = folder.resolve("later");
    SegmentFollower follower = new SegmentFollower(later);
    positions.put(FIRST, (long) line(1).length());
    assertThat(follower.poll(positions, found)).isFalse();
    Files.createDirectory(later);
    Files.writeString(later.resolve(FIRST), line(1) + line(2));

    follower.poll(positions, found);

    assertThat(found.take()).containsExactly(FIRST + " 2");
  }

  @Test
  void folderThatIsAFile_isAnError() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> new SegmentFollower(file).poll(positions, found))
        .isInstanceOf(IOException.class);
  }

  @Test
  void linkInTheFolder_isNotFollowed() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), line(1));
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Files.createSymbolicLink(inside.resolve(FIRST), outside);

    new SegmentFollower(inside).poll(positions, found);

    assertThat(found.take()).isEmpty();
  }

  @Test
  void poll_doesOnlySoMuch() throws IOException {
    SegmentFollower follower = new SegmentFollower(folder, 2, 1 << 20);
    append(FIRST, line(1) + line(2) + line(3));
    append(SECOND, line(4));

    assertThat(follower.poll(positions, found)).isTrue();
    assertThat(found.take()).containsExactly(FIRST + " 1", FIRST + " 2");
    assertThat(follower.poll(positions, found)).isTrue();
    assertThat(found.take()).containsExactly(FIRST + " 3", SECOND + " 4");
    assertThat(follower.poll(positions, found)).isFalse();
    assertThat(found.take()).isEmpty();
  }

  @Test
  void eventThatTheSinkDoesNotTake_comesAgain() throws IOException {
    SegmentFollower follower = new SegmentFollower(folder);
    append(FIRST, line(1) + line(2) + line(3));
    found.refused = 2;
    assertThatThrownBy(() -> poll(follower)).hasMessage("full");
    found.refused = 0;

    poll(follower);

    assertThat(found.take()).containsExactly(FIRST + " 1", FIRST + " 2", FIRST + " 3");
  }

  @Test
  void nothingIsWritten() throws IOException {
    append(FIRST, line(1) + "nonsense\n{");
    byte[] before = Files.readAllBytes(folder.resolve(FIRST));

    poll(new SegmentFollower(folder));

    assertThat(folder).isDirectoryContaining("glob:**" + FIRST);
    assertThat(folder.toFile().list()).containsExactly(FIRST);
    assertThat(folder.resolve(FIRST)).hasBinaryContent(before);
  }

  private void append(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text, UTF_8, CREATE, APPEND);
  }

  private void poll(SegmentFollower follower) throws IOException {
    assertThat(follower.poll(positions, found)).isFalse();
  }

  private void pollAll(SegmentFollower follower) throws IOException {
    for (int polls = 0; follower.poll(positions, found); polls++) {
      assertThat(polls).isLessThan(1000);
    }
  }

  /** An event with the number as its id. */
  private static String line(int number) {
    return "{\"event_id\":\"%032x\"}\n".formatted(number);
  }

  private static final class Found implements SegmentSink {
    private final List<String> events = new ArrayList<>();
    private final List<SegmentProblem> problems = new ArrayList<>();
    private int refused;

    @Override
    public void event(String file, long position, ReceivedEvent event) {
      int number = Integer.parseInt(event.eventId(), 16);
      if (number == refused) {
        throw new IllegalStateException("full");
      }
      events.add(file + " " + number);
    }

    @Override
    public void problem(SegmentProblem problem) {
      problems.add(problem);
    }

    private List<String> take() {
      List<String> taken = List.copyOf(events);
      events.clear();
      return taken;
    }
  }
}
