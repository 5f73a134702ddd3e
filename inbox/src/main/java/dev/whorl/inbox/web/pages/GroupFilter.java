package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.store.GroupQuery;
import dev.whorl.inbox.web.Parameters;
import dev.whorl.inbox.web.WebRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which groups the list shows; what is null does not restrict it.
 *
 * @param query words to look for
 * @param environment of the events
 * @param release of the events
 * @param level of the events
 * @param logger of the events
 * @param since how far back
 * @param sort what comes first
 * @param cursor where the page begins
 */
record GroupFilter(
    @Nullable String query,
    @Nullable String environment,
    @Nullable String release,
    @Nullable String level,
    @Nullable String logger,
    @Nullable Span since,
    GroupQuery.Sort sort,
    @Nullable String cursor) {
  private static final int LIMIT = 50;
  private static final String[] NAMES = {
    "query", "environment", "release", "level", "logger", "since", "sort", "cursor"
  };

  /** Reads the filter of an address that may have more parameters. */
  static GroupFilter of(WebRequest request, String... more) {
    String[] known = Arrays.copyOf(NAMES, NAMES.length + more.length);
    System.arraycopy(more, 0, known, NAMES.length, more.length);
    Parameters parameters = new Parameters(request, known);
    return new GroupFilter(
        parameters.text("query"),
        parameters.text("environment"),
        parameters.text("release"),
        parameters.text("level"),
        parameters.text("logger"),
        parameters.text("since") == null
            ? null
            : parameters.choice("since", Span.DAY, Span.all(), Span::code),
        parameters.choice(
            "sort",
            GroupQuery.Sort.LAST_SEEN,
            Arrays.asList(GroupQuery.Sort.values()),
            GroupFilter::code),
        parameters.text("cursor"));
  }

  static String code(GroupQuery.Sort sort) {
    return sort.name().toLowerCase(Locale.ROOT);
  }

  GroupQuery groups(Instant now) {
    return new GroupQuery(
        query,
        environment,
        release,
        level,
        logger,
        since == null ? null : since.before(now),
        null,
        sort,
        LIMIT,
        cursor);
  }

  /** Whether it lets every event through. */
  boolean isOpen() {
    return query == null
        && environment == null
        && release == null
        && level == null
        && logger == null
        && since == null;
  }

  GroupFilter sorted(GroupQuery.Sort other) {
    return new GroupFilter(query, environment, release, level, logger, since, other, null);
  }

  GroupFilter from(@Nullable String other) {
    return new GroupFilter(query, environment, release, level, logger, since, sort, other);
  }

  /** The parameters of an address with this filter; empty if it has none. */
  String parameters() {
    StringBuilder text = new StringBuilder();
    add(text, "query", query);
    add(text, "environment", environment);
    add(text, "release", release);
    add(text, "level", level);
    add(text, "logger", logger);
    add(text, "since", since == null ? null : since.code());
    add(text, "sort", sort == GroupQuery.Sort.LAST_SEEN ? null : code(sort));
    add(text, "cursor", cursor);
    return text.toString();
  }

  /** The address of the list with this filter. */
  String url() {
    String parameters = parameters();
    return parameters.isEmpty() ? "/" : "/?" + parameters;
  }

  private static void add(StringBuilder text, String name, @Nullable String value) {
    if (value != null) {
      text.append(text.isEmpty() ? "" : "&").append(name).append('=');
      text.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
