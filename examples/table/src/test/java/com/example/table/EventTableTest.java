package com.example.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventTableTest {
  private static final String EVENT =
      """
      {"release": "logback-example@1.0", "tags": {"scenario": "basic"}, "fingerprint": ["a", "b"],
       "exception": {"values": [
         {"type": "NoRoute", "mechanism": {"exception_id": 2, "parent_id": 1}},
         {"type": "Aside", "mechanism": {"exception_id": 3}},
         {"type": "Refused", "mechanism": {"exception_id": 1, "parent_id": 0}},
         {"type": "CallFailed", "mechanism": {"exception_id": 0}}]},
       "contexts": {"whorl": {"fingerprint_from": "mdc"}}}
      """
          .replace("\n", "");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @TempDir Path folder;

  @Test
  void event_becomesRow_andTheFolderIsNamed() throws Exception {
    Files.writeString(folder.resolve("events-1.ndjson"), EVENT + "\n");

    assertThat(show(null)).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .contains(
            "BACK END  SCENARIO  EXCEPTION   ROOT CAUSE  FINGERPRINT  FROM",
            "logback   basic     CallFailed  NoRoute     [\"a\",\"b\"]    mdc",
            "The events, one JSON object a line: " + folder);
  }

  @Test
  void brokenEvent_isToldWithItsPlace() throws Exception {
    Path file = folder.resolve("events-1.ndjson");
    Files.writeString(file, EVENT + "\n{\"release\": \"log");

    assertThat(show(" ")).isOne();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("There is a broken event in line 2 of " + file);
  }

  @Test
  void fileThatIsNoText_isTold() throws Exception {
    Path file = folder.resolve("events-1.ndjson");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThat(show(null)).isOne();
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Cannot read the file " + file);
  }

  @Test
  void folderWithoutEvents_isTold() {
    assertThat(show(null)).isOne();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("There are no events in " + folder);
  }

  @Test
  void dsn_isShownWithoutItsKey() {
    assertThat(show("https://secret@errors.example.com:8443/prefix/7")).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("at errors.example.com:8443, project 7.")
        .doesNotContain("secret");
  }

  @Test
  void brokenDsn_isToldWithoutItsText() {
    assertThat(show("https://secret@errors example")).isOne();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("SENTRY_DSN is set, but")
        .doesNotContain("secret");
  }

  private int show(String dsn) {
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return EventTable.show(folder, dsn, stream, stream);
  }
}
