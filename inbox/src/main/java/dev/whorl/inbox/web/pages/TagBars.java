package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.store.TagShare;
import java.util.ArrayList;
import java.util.List;

/**
 * What values a tag had.
 *
 * @param name the tag
 * @param values the most frequent first
 */
record TagBars(String name, List<Value> values) {
  private static final int MOST = 5;

  /**
   * A value.
   *
   * @param text the value
   * @param count how many events had it
   * @param percent its share of the events that have the tag
   */
  record Value(String text, String count, long percent) {}

  static TagBars of(TagShare tag) {
    long sum = tag.other() + tag.values().stream().mapToLong(TagShare.Value::count).sum();
    List<Value> values = new ArrayList<>();
    long others = tag.other();
    long kinds = 0;
    for (TagShare.Value value : tag.values()) {
      if (values.size() < MOST) {
        values.add(value(PageText.line(value.value()), value.count(), sum));
      } else {
        others += value.count();
        kinds++;
      }
    }
    if (others > 0) {
      String more = tag.other() > 0 ? "others" : PageText.count(kinds, "other value");
      values.add(value("(" + more + ")", others, sum));
    }
    String name = tag.name().isEmpty() ? "(other tags)" : PageText.line(tag.name());
    return new TagBars(name, List.copyOf(values));
  }

  private static Value value(String text, long count, long sum) {
    return new Value(text, PageText.number(count), Math.round(100.0 * count / sum));
  }
}
