package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.store.GroupSummary;
import java.time.Instant;
import java.util.List;

/**
 * The numbers of a group, which look by themselves for newer ones.
 *
 * @param hash that names the group
 * @param events how many there were
 * @param suppressed how many of them were counted instead of sent; empty for none
 * @param firstSeen when the earliest happened
 * @param lastSeen when the latest happened
 * @param span of the chart
 * @param chart over that time
 * @param tags with their shares
 * @param version of what is shown
 */
record GroupNumbers(
    String hash,
    String events,
    String suppressed,
    When firstSeen,
    When lastSeen,
    Span span,
    Chart chart,
    List<TagBars> tags,
    String version) {
  /** Where newer numbers are asked for. */
  String newer() {
    return "/parts/groups/" + hash + "?span=" + span.code() + "&version=" + version;
  }

  static Span usualSpan(GroupSummary group, Instant now) {
    if (group.firstSeen().isAfter(Span.DAY.before(now))) {
      return Span.DAY;
    }
    return group.firstSeen().isAfter(Span.WEEK.before(now)) ? Span.WEEK : Span.MONTH;
  }
}
