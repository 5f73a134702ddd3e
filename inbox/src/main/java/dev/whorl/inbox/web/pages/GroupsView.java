package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.store.FilterValues;
import java.util.List;

/**
 * The page with all groups.
 *
 * @param query the words that are looked for; empty for none
 * @param sort what comes first, as it is sent
 * @param choices what else can be filtered by
 * @param table the list
 */
record GroupsView(String query, String sort, List<Choice> choices, GroupTable table) {
  static GroupsView of(FilterValues values, GroupTable table) {
    GroupFilter filter = table.filter();
    String query = filter.query();
    return new GroupsView(
        query == null ? "" : query,
        GroupFilter.code(filter.sort()),
        List.of(
            Choice.of(
                "environment",
                "Environment",
                "All environments",
                values.environments(),
                filter.environment()),
            Choice.of("release", "Release", "All releases", values.releases(), filter.release()),
            Choice.of("level", "Level", "All levels", values.levels(), filter.level()),
            Choice.of("logger", "Logger", "All loggers", values.loggers(), filter.logger()),
            Choice.ofSpan("Time", "Any time", filter.since())),
        table);
  }
}
