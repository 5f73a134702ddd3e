package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.store.Retention;
import dev.whorl.inbox.store.StoreDetails;
import dev.whorl.inbox.store.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the inbox, which look by themselves for newer ones.
 *
 * @param problem what is wrong with writing; empty for nothing
 * @param groups how many groups there are
 * @param events how many events of them there are, stored ones
 * @param suppressed how many more clients counted instead of sending them
 * @param database how large the file is
 * @param arrived what became of what arrived, as a sum
 * @param lists numbers of several things each
 * @param limits how much is kept, in words
 * @param oldest when the oldest event arrived; null for none
 * @param version of what is shown
 */
record StatusNumbers(
    String problem,
    String groups,
    String events,
    String suppressed,
    String database,
    List<CountRows.Row> arrived,
    List<CountRows> lists,
    String limits,
    @Nullable When oldest,
    String version) {
  static StatusNumbers of(Totals totals, StoreDetails details, Instant now, String version) {
    long rejected = totals.rejected().values().stream().mapToLong(Long::longValue).sum();
    Instant oldest = details.oldestArrival();
    return new StatusNumbers(
        totals.problem() == null ? "" : PageText.line(totals.problem()),
        PageText.number(totals.groups()),
        PageText.number(totals.events()),
        PageText.number(totals.suppressed()),
        PageText.bytes(totals.databaseBytes()),
        List.of(
            row("Stored", totals.stored()),
            row("Sent again", totals.duplicates()),
            row("Rejected", rejected),
            row("Received", totals.received())),
        List.of(
            CountRows.of(
                "sources", "Stored, by source", "how events came", "none yet", totals.sources()),
            CountRows.of(
                "rejected",
                "Rejected, by reason",
                "what could not be used",
                "nothing",
                totals.rejected()),
            CountRows.of(
                "losses",
                "Lost by clients",
                "as clients report it",
                "none were told",
                totals.clientDiscards()),
            CountRows.of(
                "ignored",
                "Ignored, by type",
                "items that are no errors",
                "nothing",
                totals.ignoredItems())),
        limits(details.retention()),
        oldest == null ? null : new When(oldest, now),
        version);
  }

  private static CountRows.Row row(String name, long count) {
    return new CountRows.Row(name, PageText.number(count));
  }

  private static String limits(Retention retention) {
    return PageText.number(retention.maxEvents())
        + (retention.maxEvents() == 1 ? " event, " : " events, ")
        + words(retention.maxAge());
  }

  private static String words(Duration age) {
    if (age.equals(Duration.ofDays(age.toDays()))) {
      return PageText.count(age.toDays(), "day");
    }
    return age.equals(Duration.ofHours(age.toHours()))
        ? PageText.count(age.toHours(), "hour")
        : PageText.count(Math.max(1, age.toMinutes()), "minute");
  }
}
