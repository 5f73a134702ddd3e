package dev.whorl.event;

import java.lang.reflect.Array;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

  private int left = MAX_VALUES;

  private Snapshot() {}

  /**
   * A value that will not change.
   *
   * @param value anything
   * @return the value itself if it is immutable; a list or map of such values for a collection, an
   *     array or a map, at most 100 of each, 1,000 in all and 5 deep; else its text. Text is cut to
   *     {@link #MAX_TEXT} chars.
   */
  public static Object value(@Nullable Object value) {
    try {
      return new Snapshot().value(value, MAX_DEPTH);
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
        return cut(elements(value).toString());
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
   * @return a text for each, at most 100
   */
  public static List<String> params(@Nullable Object @Nullable [] params) {
    if (params == null || params.length == 0) {
      return List.of();
    }
    return Arrays.stream(params).limit(MAX_ELEMENTS).map(Snapshot::text).toList();
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

  private Object value(@Nullable Object value, int depth) {
    if (depth > 0 && value instanceof Collection<?> collection) {
      List<Object> elements = new ArrayList<>();
      for (Object element : collection) {
        if (elements.size() == MAX_ELEMENTS || left-- <= 0) {
          break;
        }
        elements.add(value(element, depth - 1));
      }
      return elements;
    }
    if (depth > 0 && value instanceof Map<?, ?> map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (entries.size() == MAX_ELEMENTS || left-- <= 0) {
          break;
        }
        entries.put(text(entry.getKey()), value(entry.getValue(), depth - 1));
      }
      return entries;
    }
    if (depth > 0 && value != null && value.getClass().isArray()) {
      left -= Math.min(Array.getLength(value), MAX_ELEMENTS);
      return elements(value);
    }
    return scalar(value);
  }

  private static List<Object> elements(Object array) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < Math.min(Array.getLength(array), MAX_ELEMENTS); i++) {
      elements.add(scalar(Array.get(array, i)));
    }
    return elements;
  }

  private static Object scalar(@Nullable Object value) {
    if (value instanceof String text) {
      return cut(text);
    }
    boolean immutable =
        value instanceof Boolean
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
    return immutable && value != null ? value : text(value);
  }

  private static String failure(Throwable e) {
    return "[toString failed: " + e.getClass().getName() + "]";
  }
}
