package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.store.GroupPage;
import dev.whorl.inbox.store.GroupSummary;
import dev.whorl.inbox.web.Answer;
import dev.whorl.inbox.web.WebRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The list of groups: the page, and the list alone for a page that is open. */
final class GroupsEndpoint {
  private static final int HOURS = 24;

  private final EventStore store;
  private final Templates templates;
  private final About about;
  private final Clock clock;
  private final Versions versions;

  GroupsEndpoint(
      EventStore store, Templates templates, About about, Clock clock, Versions versions) {
    this.store = store;
    this.templates = templates;
    this.about = about;
    this.clock = clock;
    this.versions = versions;
  }

  Answer page(WebRequest request) {
    GroupTable table = table(GroupFilter.of(request), request);
    return templates.page(
        200, "groups", "Groups", "groups", GroupsView.of(store.filterValues(), table));
  }

  /** The list alone; nothing if the page has it already. */
  Answer part(WebRequest request) {
    GroupFilter filter = GroupFilter.of(request, Versions.NAME);
    if (versions.isCurrent(request)) {
      return Versions.NOTHING_NEW;
    }
    Answer answer = templates.part("groupTable", table(filter, request));
    // One who filters gets an address to come back to; one who waits has it already.
    return request.queryParameter(Versions.NAME) == null
        ? answer.with("HX-Replace-Url", filter.url())
        : answer;
  }

  private GroupTable table(GroupFilter filter, WebRequest request) {
    // Before the groups, so that what comes meanwhile is seen at the next look.
    String version = versions.current();
    Instant now = clock.instant();
    GroupPage page = store.groups(filter.groups(now));
    List<String> hashes = page.groups().stream().map(GroupSummary::hash).toList();
    Map<String, long[]> hours = store.sparklines(hashes, HOURS);
    List<GroupRow> rows = new ArrayList<>();
    for (GroupSummary group : page.groups()) {
      rows.add(GroupRow.of(group, hours.getOrDefault(group.hash(), new long[HOURS]), now));
    }
    boolean empty = page.total() == 0 && filter.isOpen();
    return new GroupTable(
        filter,
        PageText.count(page.total(), "group"),
        List.copyOf(rows),
        page.cursor(),
        version,
        empty ? Setup.of(request, about) : null);
  }
}
