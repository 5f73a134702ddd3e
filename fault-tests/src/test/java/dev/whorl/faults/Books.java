package dev.whorl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.ReporterMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Whorl counted, held against what servers saw. */
final class Books {
  private Books() {}

  /** {@code logged = delivered + all dropped + waiting}, and no line of ours shows the key. */
  static void assertBalanced(Candidate candidate) {
    assertBalanced(candidate.metrics());
    assertThat(candidate.status()).noneMatch(line -> line.contains(FaultServer.KEY));
  }

  static void assertBalanced(ReporterMetrics metrics) {
    // For a moment an event may be in no bin or in two: while it moves.
    Eventually.holds(
        5,
        () ->
            assertThat(metrics.delivered() + allDropped(metrics) + metrics.waiting())
                .describedAs("delivered + dropped + waiting: %s", metrics)
                .isEqualTo(metrics.logged()));
  }

  /**
   * Besides, what counts as delivered is what the servers acknowledged, event by event; to be
   * called after a stop.
   */
  static void assertAgree(Candidate candidate, FaultServer... servers) {
    assertAgree(candidate, 0, servers);
  }

  /**
   * The same, where a short timeout may run out while an answer is on its way.
   *
   * @param unheard how many events may have been acknowledged to a client that did not wait for it
   */
  static void assertAgree(Candidate candidate, long unheard, FaultServer... servers) {
    assertBalanced(candidate);
    ReporterMetrics metrics = candidate.metrics();
    long heard = metrics.delivered() + metrics.recovered();
    // A server's thread may be a moment behind the client that heard it.
    Eventually.holds(
        5,
        () ->
            assertThat(acknowledged(servers))
                .describedAs("acknowledged; %s", metrics)
                .isBetween(heard, heard + unheard));
    assertNoOffence(servers);
    long reported =
        Arrays.stream(servers)
            .flatMap(server -> server.book().reported().values().stream())
            .mapToLong(Long::longValue)
            .sum();
    assertThat(reported)
        .describedAs("client reports tell no loss twice; %s", metrics)
        .isLessThanOrEqualTo(allDropped(metrics) + metrics.recoveryLosses());
  }

  static void assertNoOffence(FaultServer... servers) {
    for (FaultServer server : servers) {
      assertThat(server.book().offences()).isEmpty();
    }
  }

  private static long acknowledged(FaultServer... servers) {
    return Arrays.stream(servers).mapToLong(server -> server.book().acknowledged().size()).sum();
  }

  static long allDropped(ReporterMetrics metrics) {
    return metrics.dropped().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Drops by the reason's label. */
  static Map<String, Long> dropped(ReporterMetrics metrics) {
    Map<String, Long> byLabel = new TreeMap<>();
    metrics.dropped().forEach((reason, events) -> byLabel.put(reason.label(), events));
    return byLabel;
  }

  static long dropped(ReporterMetrics metrics, String reason) {
    return dropped(metrics).getOrDefault(reason, 0L);
  }

  /** Status lines with this text. */
  static List<String> told(Candidate candidate, String text) {
    return candidate.status().stream().filter(line -> line.contains(text)).toList();
  }
}
