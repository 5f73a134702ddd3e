package dev.whorl.inbox.web.pages;

import java.util.List;

/**
 * How the inbox is doing.
 *
 * @param numbers what changes
 * @param reads where events come from
 * @param versions of what it is made of
 */
record StatusView(StatusNumbers numbers, List<Fact> reads, List<Fact> versions) {}
