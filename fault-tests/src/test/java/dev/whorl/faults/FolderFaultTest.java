package dev.whorl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The folder fails while it is in use: memory steps in, and what happened is told. */
@Timeout(90)
@Execution(ExecutionMode.CONCURRENT)
class FolderFaultTest {
  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource
  void fullDisk_fallsBackToMemoryAndAllArrive(Library library) throws Exception {
    Path folder = temp.resolve("disk").resolve("folder");
    try (Mount disk = Mount.at(temp.resolve("disk"), "size=1m");
        FaultServer server = FaultServer.stopped();
        Candidate candidate = library.start(muchTo(server, folder))) {
      logMuch(candidate, 0, 600);
      Eventually.isTrue(30, candidate, () -> !Books.told(candidate, "No space left").isEmpty());
      Eventually.holds(30, () -> assertThat(candidate.metrics().waiting()).isEqualTo(600));
      Books.assertBalanced(candidate);
      assertThat(candidate.metrics().dropped()).isEmpty();

      server.start();
      Eventually.holds(
          60,
          () ->
              assertThat(candidate.metrics().delivered())
                  .describedAs("%s", candidate.metrics())
                  .isEqualTo(600));
      logMuch(candidate, 600, 10);
      Eventually.isTrue(30, candidate, () -> candidate.metrics().delivered() == 610);
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(server.book().texts()).hasSize(610);
      assertThat(Books.told(candidate, folder + " can be written again")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void diskAndMemoryFull_isCountedAndToldAndTheRestArrives(Library library) throws Exception {
    Path folder = temp.resolve("disk").resolve("folder");
    try (Mount disk = Mount.at(temp.resolve("disk"), "size=1m");
        FaultServer server = FaultServer.stopped();
        Candidate candidate = library.start(muchTo(server, folder, "memoryMaxBytes", "1 MiB"))) {
      logMuch(candidate, 0, 800);
      Eventually.holds(
          60,
          () ->
              assertThat(candidate.metrics().waiting() + Books.allDropped(candidate.metrics()))
                  .isEqualTo(800));
      Eventually.isTrue(30, candidate, () -> Books.allDropped(candidate.metrics()) > 0);
      server.start();
      Eventually.isTrue(60, candidate, () -> candidate.metrics().waiting() == 0);
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(Books.dropped(candidate.metrics()).keySet())
          .isSubsetOf("memory_full", "folder_full");
      assertThat(candidate.metrics().delivered()).isGreaterThan(100);
    }
  }

  /** Room for all in the queue, and little in an event besides its text. */
  private static Map<String, String> muchTo(FaultServer server, Path folder, String... pairs) {
    Map<String, String> settings = Setup.to(server, pairs);
    settings.put("folder", folder.toString());
    settings.put("queueCapacity", "8192");
    settings.put("maxBreadcrumbs", "0");
    settings.put("groupLimit", "0");
    return settings;
  }

  /** At least four kilobytes each besides the rest of the event. */
  private static void logMuch(Candidate candidate, int from, int events) {
    for (int i = from; i < from + events; i++) {
      candidate.error("error of " + Words.of(i) + " " + "x ".repeat(2000));
    }
  }

  @ParameterizedTest
  @EnumSource
  void readOnlyFolder_fallsBackToMemoryAndIsUsedWhenItCanBeWritten(Library library)
      throws Exception {
    try (Mount disk = Mount.at(temp.resolve("disk"), "size=4m")) {
      Path folder = Files.createDirectory(disk.directory().resolve("folder"));
      disk.remount("ro");
      try (FaultServer server = FaultServer.stopped();
          Candidate candidate = library.start(Setup.to(server, "folder", folder.toString()))) {
        candidate.error("to a folder that is read-only");
        // Of an event that could not be written, not of the look at the start.
        Eventually.isTrue(
            30, () -> !Books.told(candidate, "the folder cannot be written").isEmpty());
        Eventually.holds(5, () -> assertThat(candidate.metrics().waiting()).isEqualTo(1));
        disk.remount("rw");
        candidate.error("to a folder that can be written");
        Eventually.isTrue(
            30, () -> !Books.told(candidate, folder + " can be written again").isEmpty());
        Eventually.isTrue(30, () -> segments(folder).size() == 1);
        server.start();
        Eventually.isTrue(60, candidate, () -> candidate.metrics().delivered() == 2);
        candidate.stop();

        Books.assertAgree(candidate, server);
        assertThat(candidate.metrics().dropped()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void fileInPlaceOfTheFolder_fallsBackToMemory(Library library) throws Exception {
    Path folder = Files.writeString(temp.resolve("folder"), "I was here first");
    try (FaultServer server = new FaultServer();
        Candidate candidate = library.start(Setup.to(server, "folder", folder.toString()))) {
      for (int i = 0; i < 10; i++) {
        candidate.error("error " + i);
      }
      Eventually.isTrue(30, candidate, () -> candidate.metrics().delivered() == 10);
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(folder).hasContent("I was here first");
      assertThat(Books.told(candidate, "Whorl: the folder cannot be written (" + folder))
          .hasSize(1);
      assertThat(Books.told(candidate, folder + " is a file")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void folderDeletedWhileEventsWait_isCountedAndMadeAgain(Library library) throws Exception {
    Path folder = temp.resolve("folder");
    try (FaultServer server = FaultServer.stopped();
        Candidate candidate = library.start(Setup.to(server, "folder", folder.toString()))) {
      for (int i = 0; i < 20; i++) {
        candidate.error("error of " + Words.of(i));
      }
      Eventually.isTrue(
          30, () -> segments(folder).size() == 1 && candidate.metrics().waiting() == 20);
      delete(folder);
      for (int i = 20; i < 30; i++) {
        candidate.error("error of " + Words.of(i));
      }
      Eventually.isTrue(30, () -> Files.exists(folder) && segments(folder).size() == 1);
      Books.assertBalanced(candidate);
      server.start();
      Eventually.isTrue(60, candidate, () -> candidate.metrics().waiting() == 0);
      candidate.stop();

      Books.assertAgree(candidate, server);
      // Where a deleted file can still be read, even its events arrive.
      assertThat(Books.dropped(candidate.metrics()).keySet()).isSubsetOf("folder_lost");
      assertThat(candidate.metrics().delivered()).isGreaterThanOrEqualTo(10);
      assertThat(segments(folder)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void folderDeletedAgainAndAgainUnderLoad_leavesTheBooksRight(Library library) throws Exception {
    Path folder = temp.resolve("folder");
    try (FaultServer server = new FaultServer();
        Candidate candidate =
            library.start(Setup.to(server, "folder", folder.toString(), "groupLimit", "0"))) {
      for (int i = 0; i < 400; i++) {
        candidate.error("error of " + Words.of(i));
        if (i % 40 == 39) {
          delete(folder);
        }
      }
      Eventually.isTrue(60, candidate, () -> candidate.metrics().waiting() == 0);
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(candidate.metrics().logged()).isEqualTo(400);
      assertThat(Books.dropped(candidate.metrics()).keySet())
          .isSubsetOf("folder_lost", "group_limit", "queue_full");
    }
  }

  @ParameterizedTest
  @EnumSource
  void folderOverItsLimit_losesTheOldestAndCountsThem(Library library) {
    try (FaultServer server = FaultServer.stopped();
        Candidate candidate =
            library.start(muchTo(server, temp.resolve("folder"), "folderMaxBytes", "2 MiB"))) {
      logMuch(candidate, 0, 700);
      Eventually.holds(
          60,
          () ->
              assertThat(candidate.metrics().waiting() + Books.allDropped(candidate.metrics()))
                  .isEqualTo(700));
      Eventually.isTrue(60, candidate, () -> Books.dropped(candidate.metrics(), "folder_full") > 0);
      server.start();
      Eventually.isTrue(60, candidate, () -> candidate.metrics().waiting() == 0);
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(Books.dropped(candidate.metrics())).containsOnlyKeys("folder_full");
      String last = Words.of(699);
      assertThat(server.book().texts()).anyMatch(text -> text.startsWith("error of " + last));
    }
  }

  private static List<Path> segments(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".ndjson")).toList();
    }
  }

  /** As a person does who makes room; Whorl may write to it meanwhile. */
  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        boolean unused = file.toFile().delete();
      }
    }
  }
}
