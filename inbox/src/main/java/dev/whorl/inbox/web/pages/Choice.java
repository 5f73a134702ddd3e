package dev.whorl.inbox.web.pages;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of which one entry can be chosen, or none.
 *
 * @param name of the parameter
 * @param label for people
 * @param any what choosing none is called
 * @param options what there is to choose
 */
record Choice(String name, String label, String any, List<Option> options) {
  /**
   * An entry.
   *
   * @param value as it is sent
   * @param text as it is shown
   * @param chosen whether it is the one
   */
  record Option(String value, String text, boolean chosen) {}

  /** A choice of values; one that is chosen and is not there any more stays visible. */
  static Choice of(
      String name, String label, String any, List<String> values, @Nullable String chosen) {
    List<Option> options = new ArrayList<>();
    if (chosen != null && !values.contains(chosen)) {
      options.add(new Option(chosen, PageText.line(chosen), true));
    }
    for (String value : values) {
      options.add(new Option(value, PageText.line(value), value.equals(chosen)));
    }
    return new Choice(name, label, any, List.copyOf(options));
  }

  static Choice ofSpan(String label, String any, @Nullable Span chosen) {
    return new Choice(
        "since",
        label,
        any,
        Span.all().stream()
            .map(span -> new Option(span.code(), "Last " + span.words(), span == chosen))
            .toList());
  }
}
