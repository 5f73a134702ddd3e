package dev.whorl.grouping;

import dev.whorl.grouping.facts.GroupableEvent;

/**
 * An event of which is known what does not depend on fingerprint rules: its traces after the
 * stack-trace rules, and its default grouping. Made by {@link Grouper#prepare}.
 */
public final class PreparedEvent {
  private final GroupableEvent event;
  private final DefaultGrouping grouping;
  private final DefaultGrouping.Result result;

  PreparedEvent(GroupableEvent event, DefaultGrouping grouping, DefaultGrouping.Result result) {
    this.event = event;
    this.grouping = grouping;
    this.result = result;
  }

  GroupableEvent event() {
    return event;
  }

  /** Who found out what is known. */
  DefaultGrouping grouping() {
    return grouping;
  }

  DefaultGrouping.Result result() {
    return result;
  }
}
