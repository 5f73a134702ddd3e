package dev.whorl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A folder that an earlier run left, and that something damaged since. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class DamagedFolderTest {
  private static final int EVENTS = 40;
  private static final int DELIVERED = 10;

  @TempDir Path temp;

  private interface Damage {
    void apply(Path folder) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void nothingDamaged_theRestArrivesOnce(Library library) throws Exception {
    Set<String> sent = recovered(library, folder -> {}, EVENTS - DELIVERED, 0);

    assertThat(sent).hasSize(EVENTS - DELIVERED);
  }

  @ParameterizedTest
  @EnumSource
  void lastLineTorn_losesThatOneAndCountsIt(Library library) throws Exception {
    recovered(
        library,
        folder -> {
          byte[] bytes = Files.readAllBytes(segment(folder));
          Files.write(segment(folder), Arrays.copyOf(bytes, bytes.length - 100));
        },
        EVENTS - DELIVERED - 1,
        1);
  }

  @ParameterizedTest
  @EnumSource
  void garbageInTheMiddle_losesOnlyWhatItCovers(Library library) throws Exception {
    recovered(
        library,
        folder -> {
          List<String> lines = Files.readAllLines(segment(folder));
          lines.set(20, "\u0000".repeat(lines.get(20).length()));
          lines.set(21, "{\"event_id\":");
          lines.set(25, "not JSON at all");
          Files.write(segment(folder), lines);
        },
        EVENTS - DELIVERED - 3,
        3);
  }

  @ParameterizedTest
  @EnumSource
  void bytesThatAreNoText_loseOnlyWhatTheyCover(Library library) throws Exception {
    recovered(
        library,
        folder -> {
          byte[] bytes = Files.readAllBytes(segment(folder));
          int middle = lineStart(bytes, 20);
          Arrays.fill(bytes, middle + 10, middle + 60, (byte) 0xfe);
          Files.write(segment(folder), bytes);
        },
        EVENTS - DELIVERED - 1,
        1);
  }

  @ParameterizedTest
  @EnumSource
  void cursorMissing_sendsAllAgainWithTheSameIds(Library library) throws Exception {
    recovered(library, folder -> Files.delete(cursor(folder)), EVENTS, 0);
  }

  @ParameterizedTest
  @EnumSource
  void cursorEmpty_sendsAllAgainWithTheSameIds(Library library) throws Exception {
    recovered(library, folder -> Files.write(cursor(folder), new byte[0]), EVENTS, 0);
  }

  @ParameterizedTest
  @EnumSource
  void cursorAheadOfItsSegment_sendsAllAgainWithTheSameIds(Library library) throws Exception {
    recovered(library, folder -> position(folder, 99_999_999), EVENTS, 0);
  }

  @ParameterizedTest
  @EnumSource
  void cursorInTheMiddleOfALine_sendsAllAgainWithTheSameIds(Library library) throws Exception {
    recovered(library, folder -> position(folder, 777), EVENTS, 0);
  }

  @ParameterizedTest
  @EnumSource
  void cursorOfGarbage_sendsAllAgainWithTheSameIds(Library library) throws Exception {
    recovered(library, folder -> Files.writeString(cursor(folder), "{\u0000\u0001"), EVENTS, 0);
  }

  @ParameterizedTest
  @EnumSource
  void filesOfANewerVersion_areLeftAlone(Library library) throws Exception {
    Path folder = temp.resolve("folder");
    try (FaultServer server = FaultServer.stopped()) {
      Map<String, String> settings = settings(server, folder);
      leaveEvents(library, settings, server);
      String text = Files.readString(cursor(folder)).replaceFirst("\"v\":1", "\"v\":9");
      Files.writeString(cursor(folder), text.isBlank() ? "{\"v\":9}" : text);
      Files.writeString(folder.resolve("events-v9-something.ndjson"), "{\"v\":9}\n");
      Files.writeString(folder.resolve("notes.txt"), "somebody's own file");
      Map<String, String> before = contents(folder);
      server.answer(Answer.OK);
      server.start();
      try (Candidate next = library.start(settings)) {
        next.error("a new one");
        Eventually.isTrue(30, next, () -> next.metrics().delivered() == 1);
        Eventually.holds(30, () -> assertThat(Books.told(next, "another version")).isNotEmpty());
        next.stop();

        Books.assertBalanced(next);
        assertThat(next.metrics().recovered()).isZero();
      }
      assertThat(contents(folder)).isEqualTo(before);
    }
  }

  /**
   * Leaves events in the folder of which some were delivered, damages it, and starts again.
   *
   * @return the messages that the second run sent
   */
  private Set<String> recovered(Library library, Damage damage, long recovered, long lost)
      throws Exception {
    Path folder = temp.resolve("folder");
    try (FaultServer server = FaultServer.stopped()) {
      Map<String, String> settings = settings(server, folder);
      leaveEvents(library, settings, server);
      ServerBook first = server.book();
      damage.apply(folder);
      server.newBook();
      server.answer(Answer.OK);
      server.start();
      try (Candidate next = library.start(settings)) {
        next.error("a new one");
        Eventually.holds(
            40,
            () -> {
              assertThat(next.metrics().recovered()).isEqualTo(recovered);
              assertThat(next.metrics().recoveryLosses()).isEqualTo(lost);
            });
        Eventually.isTrue(30, next, () -> next.metrics().delivered() == 1);
        next.stop();

        Books.assertAgree(next, server);
        assertThat(next.metrics().logged()).isEqualTo(1);
        assertThat(segments(folder)).isEmpty();
      }
      Set<String> all = new HashSet<>(first.texts());
      all.addAll(server.book().texts());
      assertThat(all).hasSize((int) (EVENTS + 1 - lost));
      assertThat(ids(first, server.book())).hasSize((int) (EVENTS + 1 - lost));
      return server.book().texts().stream()
          .filter(text -> !text.equals("a new one"))
          .collect(Collectors.toSet());
    }
  }

  private static Set<String> ids(ServerBook... books) {
    return Arrays.stream(books)
        .flatMap(book -> book.acknowledged().stream())
        .map(SeenEvent::id)
        .collect(Collectors.toSet());
  }

  private static Map<String, String> settings(FaultServer server, Path folder) {
    return Setup.to(
        server,
        "folder",
        folder.toString(),
        "maxInFlight",
        "1",
        "shutdownTimeoutMillis",
        "1000",
        "groupLimit",
        "0");
  }

  private static void leaveEvents(Library library, Map<String, String> settings, FaultServer server)
      throws Exception {
    server.answer(Script.first(DELIVERED, Answer.OK, Answer.of(503)));
    server.start();
    try (Candidate candidate = library.start(settings)) {
      for (int i = 0; i < EVENTS; i++) {
        candidate.error("error of " + Words.of(i));
      }
      Eventually.isTrue(
          30,
          candidate,
          () ->
              candidate.metrics().delivered() == DELIVERED
                  && server.requests() > DELIVERED
                  && candidate.metrics().waiting() == EVENTS - DELIVERED);
      candidate.stop();
      assertThat(candidate.metrics().waiting()).isEqualTo(EVENTS - DELIVERED);
      Books.assertAgree(candidate, server);
    }
    server.stop();
  }

  private static void position(Path folder, int position) throws IOException {
    Path cursor = cursor(folder);
    String text = Files.readString(cursor);
    String changed = text.replaceFirst("\"position\":\\d+", "\"position\":" + position);
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(cursor, changed, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private static int lineStart(byte[] bytes, int line) {
    int at = 0;
    for (int found = 0; found < line; at++) {
      found += bytes[at] == '\n' ? 1 : 0;
    }
    return at;
  }

  private static Path segment(Path folder) throws IOException {
    List<Path> segments = segments(folder);
    assertThat(segments).hasSize(1);
    return segments.get(0);
  }

  private static List<Path> segments(Path folder) throws IOException {
    return files(folder).stream().filter(file -> file.toString().endsWith(".ndjson")).toList();
  }

  /** The only file besides the segment. */
  private static Path cursor(Path folder) throws IOException {
    List<Path> others =
        files(folder).stream().filter(file -> file.toString().contains("cursor")).toList();
    assertThat(others).hasSize(1);
    return others.get(0);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : files(folder)) {
      contents.put(
          file.getFileName().toString(),
          new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }
    return contents;
  }
}
