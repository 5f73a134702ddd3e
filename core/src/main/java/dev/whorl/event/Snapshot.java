package dev.whorl.event;

import java.lang.reflect.Array;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns values of a log call into values that no other thread can change, on the thread that logged
 * them: an object may be changed, or closed, before the worker sees it. Never throws.
 */
public final class Snapshot {
  /**
   * The longest text that is kept of a message or a value; the protocol allows no more. In chars.
   */
  public static final int MAX_TEXT = 8192;

  private static final int MAX_ELEMENTS = 100;
  private static final int MAX_DEPTH = 5;

  /**
   * How many values are copied in all: a collection may hold another one, or itself, many times.
   */
  private static final int MAX_VALUES = 1000;

  /** How many chars of text are copied in all; a context in an event holds 8 KiB. */
  private static final int MAX_CHARS = 65_536;

  private int valuesLeft = MAX_VALUES;
  private int charsLeft = MAX_CHARS;

  private Snapshot() {}

  /**
   * A value that will not change.
   *
   * @param value anything
   * @return the value itself if it is immutable or null; a list or map of such values for a
   *     collection, an array or a map, at most 100 of each, 1,000 in all and 5 deep; else its text.
   *     Each text is cut to {@link #MAX_TEXT} chars, all together to 65,536.
   */
  public static @Nullable Object value(@Nullable Object value) {
    try {
      return new Snapshot().value(value, MAX_DEPTH);
    } catch (Throwable e) {
      return failure(e);
    }
  }

  /**
   * A value that carries a fingerprint. A fingerprint may have any length, so it is not cut.
   *
   * @param value anything
   * @return a {@link Fingerprint} for a collection, an array or a fingerprint; the text that is to
   *     be read for anything else; null for null
   */
  public static @Nullable Object fingerprint(@Nullable Object value) {
    try {
      if (value instanceof Collection<?> parts) {
        return Fingerprint.of(parts);
      }
      if (value != null && value.getClass().isArray()) {
        List<@Nullable Object> parts = new ArrayList<>();
        elementsOf(value).forEachRemaining(parts::add);
        return Fingerprint.of(parts);
      }
      return value == null || value instanceof Fingerprint ? value : value.toString();
    } catch (Throwable e) {
      return failure(e);
    }
  }

  /**
   * The text of a value.
   *
   * @param value anything
   * @return its text, cut to {@link #MAX_TEXT} chars; if the value's own code fails, a text that
   *     says so
   */
  public static String text(@Nullable Object value) {
    try {
      if (value instanceof Object[] array) {
        return cut(Arrays.deepToString(array));
      }
      if (value != null && value.getClass().isArray()) {
        return cut(String.valueOf(new Snapshot().value(value, 1)));
      }
      return cut(String.valueOf(String.valueOf(value)));
    } catch (Throwable e) {
      return failure(e);
    }
  }

  /**
   * The parameters of a log call as texts.
   *
   * @param params null stands for none
   * @return a text for each, at most 100, with {@link #MAX_TEXT} chars in all
   */
  public static List<String> params(@Nullable Object @Nullable [] params) {
    if (params == null || params.length == 0) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    int left = MAX_TEXT;
    for (int i = 0; i < params.length && i < MAX_ELEMENTS; i++) {
      // What is not kept need not be made.
      String text = left == 0 ? "" : text(params[i]);
      texts.add(text.length() <= left ? text : text.substring(0, left));
      left -= texts.get(i).length();
    }
    return texts;
  }

  /**
   * The diagnostic context of a log call with no value that is too long.
   *
   * @param mdc will not change
   * @return the same map, or a copy with long values cut to {@link #MAX_TEXT} chars
   */
  public static Map<String, String> mdc(Map<String, String> mdc) {
    for (String value : mdc.values()) {
      if (value != null && value.length() > MAX_TEXT) {
        Map<String, String> copy = new LinkedHashMap<>(mdc);
        copy.replaceAll((key, text) -> text == null ? "" : cut(text));
        return copy;
      }
    }
    return mdc;
  }

  /**
   * Cuts long text.
   *
   * @param text any text
   * @return the text itself, or its first {@link #MAX_TEXT} chars
   */
  public static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }

  private @Nullable Object value(@Nullable Object value, int depth) {
    boolean array = value != null && value.getClass().isArray();
    if (!array && !(value instanceof Collection<?>) && !(value instanceof Map<?, ?>)) {
      return scalar(value);
    }
    if (depth == 0) {
      // Its text would show what stands under secret keys in it.
      return "[deeper]";
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (entries.size() == MAX_ELEMENTS || valuesLeft-- <= 0) {
          break;
        }
        entries.put(text(entry.getKey()), value(entry.getValue(), depth - 1));
      }
      return entries;
    }
    List<@Nullable Object> elements = new ArrayList<>();
    Iterator<?> iterator =
        value instanceof Collection<?> collection ? collection.iterator() : elementsOf(value);
    while (iterator.hasNext() && elements.size() < MAX_ELEMENTS && valuesLeft-- > 0) {
      elements.add(value(iterator.next(), depth - 1));
    }
    return elements;
  }

  private static Iterator<@Nullable Object> elementsOf(@Nullable Object array) {
    return IntStream.range(0, array == null ? 0 : Array.getLength(array))
        .<@Nullable Object>mapToObj(i -> Array.get(array, i))
        .iterator();
  }

  private @Nullable Object scalar(@Nullable Object value) {
    boolean immutable =
        value == null
            || value instanceof Boolean
            || value instanceof Character
            || value instanceof Integer
            || value instanceof Long
            || value instanceof Short
            || value instanceof Byte
            || value instanceof Double
            || value instanceof Float
            || value instanceof Enum<?>
            || value instanceof UUID
            || value instanceof TemporalAccessor && value.getClass().getName().startsWith("java.");
    if (immutable) {
      return value;
    }
    String text = text(value);
    String kept = text.length() <= charsLeft ? text : text.substring(0, charsLeft);
    charsLeft -= kept.length();
    return kept;
  }

  private static String failure(Throwable e) {
    return "[toString failed: " + e.getClass().getName() + "]";
  }
}
