package dev.whorl.inbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import dev.whorl.inbox.payload.EventDigest;
import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.store.NewEvent;
import dev.whorl.inbox.store.Retention;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code whorl preview} over the database of an inbox. */
class DatabasePreviewTest {
  private static final Grouper NO_RULES =
      new Grouper(FingerprintRules.parse(""), StackTraceRules.parse(""));

  @TempDir Path folder;
  private Path database;
  private String rules;
  private int events;

  @BeforeEach
  void fill() throws IOException {
    database = folder.resolve("in box?.db");
    rules = Files.writeString(folder.resolve("new.rules"), "logger:a -> a\n").toString();
    try (EventStore store = open()) {
      add(store, "red", "blue", "blue");
    }
  }

  private EventStore open() {
    return EventStore.open(database, new Retention(1000, Duration.ofDays(30)), Clock.systemUTC());
  }

  private void add(EventStore store, String... messages) throws IOException {
    for (String message : messages) {
      String json = "{\"message\":\"" + message + "\",\"logger\":\"a\"}";
      byte[] payload = json.getBytes(StandardCharsets.UTF_8);
      EventDigest digest = EventDigest.of(new ObjectMapper().readTree(payload), NO_RULES);
      String id = "%032x".formatted(++events);
      store
          .add(new NewEvent(id, Clock.systemUTC().instant(), "t", digest, payload, "", null))
          .join();
    }
  }

  private Run preview(Path... paths) {
    return Run.whorl(
        Stream.concat(Stream.of("preview", "--rules", rules), Stream.of(paths).map(Path::toString))
            .toArray(String[]::new));
  }

  private List<String> beside() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void databaseOfAStoppedInbox_isPreviewed_andLeftAsItIs() throws IOException {
    byte[] before = Files.readAllBytes(database);
    List<String> files = beside();

    Run run = preview(database);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines().get(0)).startsWith("3 events: 2 groups before, 1 after; 1 merged");
    assertThat(Files.readAllBytes(database)).isEqualTo(before);
    assertThat(beside()).isEqualTo(files);
  }

  @Test
  void databaseOfARunningInbox_isPreviewedWithWhatItTookInLast() throws IOException {
    try (EventStore store = open()) {
      add(store, "green");

      assertThat(preview(database).outLines().get(0)).startsWith("4 events: 3 groups before");

      add(store, "white");
      assertThat(store.totals().events()).isEqualTo(5);
    }
  }

  @Test
  void databasesAndFiles_areReadInTheirOrder() throws IOException {
    Path lines =
        Files.writeString(
            folder.resolve("e.ndjson"), "{\"message\":\"white\"}\n{\"message\":\"red\"}\n");

    Run run = preview(database, lines, database);

    assertThat(run.outLines().get(0))
        .isEqualTo("8 events: 3 groups before, 3 after; 1 merged, 1 split, 0 changed, 1 unchanged");
    // The first event named it.
    assertThat(run.out()).containsSubsequence("MERGED", "6  red\n", "SPLIT", "3  red\n");
  }

  @Test
  void databaseOfANewerVersion_isToldAndTheOthersGoOn() throws Exception {
    change("PRAGMA user_version = 70");
    Path lines = Files.writeString(folder.resolve("e.ndjson"), "{\"message\":\"white\"}\n");

    Run run = preview(database, lines);

    assertThat(run.errLines())
        .singleElement()
        .asString()
        .startsWith("whorl: " + database + " is an inbox of version 70")
        .contains("open it with the newer program");
    assertThat(run.outLines().get(0)).startsWith("1 event: ");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void databaseOfAnotherProgram_isTold() throws Exception {
    change("PRAGMA application_id = 5");

    Run run = preview(database);

    assertThat(run.err())
        .isEqualTo(
            "whorl: " + database + " is a SQLite database, but not an inbox: name another file\n");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void tornDatabase_isTold() throws IOException {
    Files.writeString(database, "SQLite format 3\0 and then something");

    Run run = preview(database);

    assertThat(run.errLines())
        .singleElement()
        .asString()
        .startsWith("whorl: cannot read " + database);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void eventThatCannotBeRead_isToldWithItsDatabaseAndId() throws Exception {
    try (EventStore store = open()) {
      byte[] payload = "nonsense".getBytes(StandardCharsets.UTF_8);
      EventDigest digest =
          EventDigest.of(new ObjectMapper().readTree("{\"message\":\"x\"}"), NO_RULES);
      String id = "f".repeat(32);
      store
          .add(new NewEvent(id, Clock.systemUTC().instant(), "t", digest, payload, "", null))
          .join();
    }

    Run run = preview(database);

    assertThat(run.err())
        .startsWith("whorl: " + database + ": event " + "f".repeat(32) + ": not JSON at column 1");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void damagedEvent_isToldAndTheOthersGoOn() throws Exception {
    change("UPDATE payload SET deflated = zeroblob(20) WHERE id = 2");

    Run run = preview(database);

    assertThat(run.err())
        .startsWith("whorl: " + database + ": event " + "%032x".formatted(2) + ": a stored event")
        .contains("the file is damaged");
    assertThat(run.outLines().get(0)).startsWith("2 events: ");
    assertThat(run.out()).contains("1 event could not be read");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void progress_isABarWhereTheTotalIsKnown() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), err, true);

    Main.run(streams, "preview", "--rules", rules, database.toString());

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("\r[" + "#".repeat(30) + "] 100 % of 3 events\u001b[K\r")
        .endsWith("\r\u001b[K\r");
  }

  @Test
  void progressText_fillsTheBarStepByStep() {
    assertThat(ProgressText.of(0, 1000))
        .isEqualTo("[" + ".".repeat(30) + "]   0 % of 1,000 events");
    assertThat(ProgressText.of(455, 1000))
        .isEqualTo("[" + "#".repeat(13) + ".".repeat(17) + "]  45 % of 1,000 events");
    assertThat(ProgressText.of(1001, 1000)).contains(" 100 % ");
    assertThat(ProgressText.of(7, -1)).isEqualTo("7 events read");
    assertThat(ProgressText.of(0, 0)).isEqualTo("0 events read");
  }

  @Test
  void whorlGroup_saysWhoReadsADatabase() {
    assertThat(Run.whorl("group", database.toString()).errLines())
        .containsExactly(
            "whorl: "
                + database
                + ":1: the file is a database; of an inbox, whorl preview and whorl serve read it");
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database.toUri());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
