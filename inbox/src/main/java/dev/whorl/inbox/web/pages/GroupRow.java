package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.store.GroupSummary;
import java.time.Instant;
import java.util.List;

/**
 * A group in the list.
 *
 * @param hash that names it
 * @param level for example {@code error}
 * @param title what it is shown as
 * @param where the method to look at; empty for none
 * @param fingerprint its parts
 * @param source where they come from, in words
 * @param isDefault whether that is the default grouping
 * @param events how many there were, with thousands set apart
 * @param suppressed how many of them were counted instead of sent, in words; empty for none
 * @param sparkline its last 24 hours
 * @param firstSeen when the earliest happened
 * @param lastSeen when the latest happened
 */
record GroupRow(
    String hash,
    String level,
    String title,
    String where,
    List<String> fingerprint,
    String source,
    boolean isDefault,
    String events,
    String suppressed,
    Sparkline sparkline,
    When firstSeen,
    When lastSeen) {
  /** A fingerprint may have very many parts. */
  private static final int MOST_PARTS = 12;

  static GroupRow of(GroupSummary group, long[] hours, Instant now) {
    List<String> parts = group.fingerprint();
    return new GroupRow(
        group.hash(),
        group.level(),
        PageText.line(group.title().isEmpty() ? "(no title)" : group.title()),
        PageText.line(group.where()),
        PageText.lines(parts.subList(0, Math.min(parts.size(), MOST_PARTS))),
        parts.size() <= MOST_PARTS
            ? FingerprintSource.shortWords(group.from())
            : PageText.count(parts.size(), "part")
                + " "
                + FingerprintSource.shortWords(group.from()),
        group.from().equals("default"),
        PageText.number(group.events()),
        group.suppressed() == 0 ? "" : PageText.number(group.suppressed()) + " suppressed",
        Sparkline.of(hours),
        new When(group.firstSeen(), now),
        new When(group.lastSeen(), now));
  }
}
