package dev.whorl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.faults.Answer.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code kill -9} while errors are logged: with a folder, what was logged more than 100 ms before
 * is not lost. Alone on the machine, since others would take the time that is promised.
 */
@Isolated
class KillTest {
  /** Slower than the errors come, so that the kill finds events in the folder. */
  private static final Script SLOW =
      Script.failing(0.1, 4, Answer.of(503), Answer.OK.in(Manner.RESET_IN_ANSWER));

  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource
  @Timeout(60)
  void killedWhileItLogs_theNextStartDelivers(Library library) throws Exception {
    killAgainAndAgain(library, library == Library.LOGBACK ? 2 : 1, 11);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  @Timeout(150)
  void killedAtTenRandomMoments_theNextStartDelivers(Library library) throws Exception {
    killAgainAndAgain(library, 10, 12);
  }

  private void killAgainAndAgain(Library library, int kills, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Path folder = temp.resolve("folder");
    List<String> owed = new ArrayList<>();
    try (FaultServer server = FaultServer.answering(delayed(SLOW))) {
      Map<String, String> settings =
          Setup.to(server, "folder", folder.toString(), "groupLimit", "0");
      for (int i = 0; i < kills; i++) {
        try (Child child = Child.start(temp, "run" + i, library, settings)) {
          child.awaitFirst();
          // Not in the first second, in which a JVM still loads classes and is slower than it will
          // be.
          Eventually.passes(Duration.ofMillis(random.nextInt(1500, 2500)));
          owed.addAll(child.kill());
        }
      }
      assertThat(owed).isNotEmpty();
      server.answer(Answer.OK);
      try (Candidate next = library.start(settings)) {
        assertArrive(40, server, owed);
        Eventually.isTrue(20, () -> isEmpty(folder));
        next.stop();

        Books.assertBalanced(next);
        assertThat(next.metrics().logged()).isZero();
        assertThat(next.metrics().recovered()).isPositive();
        // A line that the kill tore is no event that was logged so long before.
        assertThat(next.metrics().recoveryLosses()).isLessThanOrEqualTo(kills);
      }
      assertThat(server.book().texts()).containsAll(owed);
      assertDuplicatesHaveTheSameId(server);
      Books.assertNoOffence(server);
    }
  }

  private static void assertArrive(int seconds, FaultServer server, List<String> owed) {
    Eventually.holds(
        seconds,
        () -> {
          List<String> missing = new ArrayList<>(owed);
          missing.removeAll(server.book().texts());
          assertThat(missing)
              .describedAs("%d of %d missing", missing.size(), owed.size())
              .isEmpty();
        });
  }

  private static Script delayed(Script script) {
    return request -> script.answer(request).after(Duration.ofMillis(15));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static void assertDuplicatesHaveTheSameId(FaultServer server) {
    Map<String, Long> ids =
        server.book().received().stream()
            .collect(Collectors.groupingBy(SeenEvent::text, Collectors.counting()));
    assertThat(ids.values()).containsOnly(1L);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  @Timeout(60)
  void oneOfTwoOnTheSameFolderKilled_theOtherAdopts(Library library) throws Exception {
    adopt(library, library == Library.LOGBACK ? Library.LOG4J : Library.LOGBACK);
  }

  private void adopt(Library killed, Library surviving) throws Exception {
    Path folder = temp.resolve("folder");
    try (FaultServer server = FaultServer.answering(Script.always(Answer.of(503)))) {
      Map<String, String> settings =
          Setup.to(server, "folder", folder.toString(), "groupLimit", "0");
      try (Child other = Child.start(temp, "other", surviving, settings);
          Child dying = Child.start(temp, "dying", killed, settings)) {
        other.awaitFirst();
        dying.awaitFirst();
        Eventually.passes(Duration.ofMillis(1500));
        List<String> owed = dying.kill();
        assertThat(owed).isNotEmpty();
        server.answer(Answer.OK);
        assertArrive(15, server, owed);

        assertThat(other.isAlive()).isTrue();
        List<String> alsoOwed = other.terminate();
        Eventually.holds(5, () -> assertThat(server.book().texts()).containsAll(alsoOwed));
        assertDuplicatesHaveTheSameId(server);
        Books.assertNoOffence(server);
        Eventually.isTrue(5, () -> isEmpty(folder));
      }
    }
  }
}
