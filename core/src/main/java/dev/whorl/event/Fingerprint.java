package dev.whorl.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How an event is to be grouped: a list of texts of any length. Events with equal fingerprints form
 * one group. The part <code>{{ default }}</code> stands for the default grouping, so a fingerprint
 * that has it extends that grouping, and one without it overrides it.
 *
 * <p>There is one text form, wherever text carries a fingerprint: a JSON array of strings, <code>
 * ["{{ default }}", "GET", "/a,b"]</code>, or a comma-separated list, <code>
 * {{ default }}, GET, "/a,b"
 * </code>. In the list parts are trimmed, and double quotes keep commas and blanks ({@code \"} and
 * {@code \\} inside them). Empty parts are dropped in both. {@link #parse} reads both, {@link
 * #toString} writes the first.
 *
 * @param parts the parts in order, none of them empty; may have no part, which means no fingerprint
 */
public record Fingerprint(List<String> parts) {
  /** The part that stands for the default grouping, as every server of the protocol knows it. */
  public static final String DEFAULT = "{{ default }}";

  private static final Fingerprint NONE = new Fingerprint(List.of());

  /**
   * Drops empty parts and writes every spelling of the default part as {@link #DEFAULT}.
   *
   * @param parts the parts in order
   */
  public Fingerprint {
    parts =
        parts.stream()
            .filter(part -> !part.isEmpty())
            .map(part -> isDefault(part) ? DEFAULT : part)
            .toList();
  }

  /**
   * Makes a fingerprint of values.
   *
   * @param parts each is turned into text; null and empty ones are dropped
   * @return a fingerprint, without parts if none is left
   */
  public static Fingerprint of(@Nullable Object @Nullable ... parts) {
    return parts == null || parts.length == 0 ? NONE : of(Arrays.asList(parts));
  }

  /**
   * Makes a fingerprint of values.
   *
   * @param parts each is turned into text; null and empty ones are dropped
   * @return a fingerprint, without parts if none is left
   */
  public static Fingerprint of(Collection<? extends @Nullable Object> parts) {
    List<String> texts = new ArrayList<>(parts.size());
    for (Object part : parts) {
      String text = part == null ? null : textOf(part);
      if (text != null) {
        texts.add(text);
      }
    }
    return new Fingerprint(texts);
  }

  /**
   * Reads the text form, and makes the best of malformed text.
   *
   * @param text a JSON array of strings or a comma-separated list
   * @return what it says, without parts if it has none
   */
  public static Fingerprint parse(String text) {
    return parse(text, problem -> {});
  }

  /**
   * Reads the text form, and makes the best of malformed text.
   *
   * @param text a JSON array of strings or a comma-separated list
   * @param problems told in a sentence what is wrong with malformed text; not called for good text
   * @return what it says, without parts if it has none
   */
  public static Fingerprint parse(String text, Consumer<String> problems) {
    return FingerprintText.read(text, problems);
  }

  /**
   * Whether there is nothing in it.
   *
   * @return true for no part: no fingerprint at all
   */
  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /**
   * Whether it extends the default grouping.
   *
   * @return true if a part stands for the default grouping
   */
  public boolean extendsDefault() {
    return parts.contains(DEFAULT);
  }

  /**
   * The JSON form.
   *
   * @return a JSON array of strings, such as <code>["{{ default }}","GET"]</code>
   */
  @Override
  public String toString() {
    return FingerprintText.write(parts);
  }

  /**
   * Log calls make fingerprints while they handle an error; a part's own failure must not hide it.
   */
  @SuppressWarnings("ConstantValue") // A class of the application may well return null there.
  private static @Nullable String textOf(Object part) {
    try {
      return part.toString();
    } catch (Throwable e) {
      return "[toString failed: " + e.getClass().getName() + "]";
    }
  }

  static Fingerprint none() {
    return NONE;
  }

  private static boolean isDefault(String part) {
    return part.startsWith("{{")
        && part.endsWith("}}")
        && part.length() >= 4
        && part.substring(2, part.length() - 2).strip().equals("default");
  }
}
