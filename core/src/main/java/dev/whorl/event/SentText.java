package dev.whorl.event;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Texts of an event as they are sent: within the limits of servers. Whoever groups an event has to
 * look at the same texts as the server that will.
 */
public final class SentText {
  /** The most chars of a type, a module, a function or a file's name. */
  public static final int MAX_TYPE = 256;

  /** The most chars of a short text: the key or value of a tag, a release. */
  public static final int MAX_NAME = 200;

  private static final int MAX_LOGGER = 64;
  private static final int MAX_TAGS = 100;

  private SentText() {}

  /**
   * Any text.
   *
   * @param text any text
   * @param limit how many chars it may have
   * @return the text in at most that many chars, with lone surrogates, which UTF-8 cannot say, as
   *     {@code ?}; no pair of surrogates is divided
   */
  public static String of(String text, int limit) {
    int end = Math.min(text.length(), limit);
    if (end < text.length() && end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    StringBuilder repaired = null;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < end
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else {
        repaired = repaired == null ? new StringBuilder(text.substring(0, end)) : repaired;
        repaired.setCharAt(i, '?');
      }
    }
    return repaired != null ? repaired.toString() : text.substring(0, end);
  }

  /**
   * The name of a logger.
   *
   * @param name any text
   * @return one line of at most 64 chars
   */
  public static String logger(String name) {
    return of(oneLine(name), MAX_LOGGER);
  }

  /**
   * The tags of an event.
   *
   * @param tags names and values; null values are allowed
   * @return at most 100, without blank values, with names of the characters that servers take
   */
  public static Map<String, String> tags(Map<String, String> tags) {
    Map<String, String> sent = new LinkedHashMap<>();
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      String value = tag.getValue();
      boolean sendable = value != null && !value.isBlank() && !tag.getKey().isEmpty();
      if (sent.size() < MAX_TAGS && sendable) {
        sent.putIfAbsent(tagKey(tag.getKey()), of(oneLine(value), MAX_NAME));
      }
    }
    return sent;
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }

  /** Servers take letters, digits and {@code _ . : -} in the name of a tag. */
  private static String tagKey(String key) {
    StringBuilder name = new StringBuilder(Math.min(key.length(), MAX_NAME));
    for (int i = 0; i < Math.min(key.length(), MAX_NAME); i++) {
      char c = key.charAt(i);
      boolean allowed =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || "_.:-".indexOf(c) >= 0;
      name.append(allowed ? c : c == ' ' ? '-' : '_');
    }
    return name.toString();
  }
}
