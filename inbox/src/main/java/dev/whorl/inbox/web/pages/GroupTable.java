package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.store.GroupQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list of groups, which looks by itself for a newer one.
 *
 * @param filter what it shows
 * @param total how many groups there are, in words
 * @param rows those of this page
 * @param cursor where the next page begins; null if this is the last
 * @param version of what is shown; a list of another version looks different
 * @param setup how to fill the inbox; null if there is anything in it
 */
record GroupTable(
    GroupFilter filter,
    String total,
    List<GroupRow> rows,
    @Nullable String cursor,
    String version,
    @Nullable Setup setup) {
  /** Where the list asks for a newer one. */
  String newer() {
    String parameters = filter.parameters();
    return "/parts/groups?" + parameters + (parameters.isEmpty() ? "" : "&") + "version=" + version;
  }

  String next() {
    return filter.from(cursor).url();
  }

  String first() {
    return filter.from(null).url();
  }

  String sortedBy(GroupQuery.Sort sort) {
    return filter.sorted(sort).url();
  }

  /** As a browser is told of it; null for a column that does not decide. */
  @Nullable String order(GroupQuery.Sort sort) {
    return filter.sort() == sort ? "descending" : null;
  }
}
