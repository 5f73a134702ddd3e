package dev.whorl.inbox.store;

import java.util.List;

/**
 * What values a tag had in the events of a group.
 *
 * @param name the tag; empty for all tags beyond the 50 of a group that are told apart
 * @param values the most frequent first, at most 100
 * @param other how many events had a value beyond these
 */
public record TagShare(String name, List<Value> values, long other) {
  /**
   * A value and its number.
   *
   * @param value the value, cut if very long
   * @param count how many events had it
   */
  public record Value(String value, long count) {}
}
