package dev.whorl.inbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of Whorl in the place of a file of events. */
class FolderInputTest {
  @TempDir Path folder;

  @Test
  void segmentsOfAFolder_areReadInTheOrderOfTheirNames() throws IOException {
    file("events-20260102T000000000-b-0001.ndjson", "{\"message\":\"two\"}\n");
    file("events-20260101T000000000-c-0001.ndjson", "{\"message\":\"one\"}\n");
    file("events-20260103T000000000-a-0001.ndjson", "{\"message\":\"three\"}\n");
    file("cursor-b.json", "no event\n");
    Files.createDirectory(folder.resolve("events-folder.ndjson"));

    Run run = Run.whorl("group", folder.toString());

    assertThat(run.outLines())
        .extracting(line -> line.replaceAll(".*\"title\":", ""))
        .containsExactly("\"one\"}", "\"two\"}", "\"three\"}");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void problemsInAFolder_nameTheFileAndTheLine() throws IOException {
    file("events-1.ndjson", "{\"message\":\"one\"}\n{\"mess");
    file("events-2.ndjson", "{\"message\":\"two\"}\n");

    Run run = Run.whorl("group", folder.toString());

    assertThat(run.err())
        .isEqualTo(
            "whorl: "
                + folder.resolve("events-1.ndjson")
                + ":2: not JSON: the line ends before the event does\n");
    assertThat(run.outLines()).hasSize(2);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void folderWithoutSegments_saysHowEventsGetThere() throws IOException {
    file("notes.txt", "x");

    Run run = Run.whorl("group", folder.toString());

    assertThat(run.errLines())
        .containsExactly(
            "whorl: "
                + folder
                + ": the folder has no files events-*.ndjson; Whorl's appender writes them into the"
                + " folder that its setting folder names (.whorl if there is no DSN) when an error"
                + " is logged");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
