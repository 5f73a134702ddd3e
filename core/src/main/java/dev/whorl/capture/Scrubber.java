package dev.whorl.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Masks the values of keys that look secret. Keys are matched whatever their case. */
public final class Scrubber {
  /** What stands in the place of a secret value. */
  public static final String MASK = "[Filtered]";

  /** The keys whose values are always masked, unless a setting takes one out with {@code !}. */
  public static final List<String> DEFAULT_KEYS =
      List.of(
          "*password*",
          "*passwd*",
          "pwd",
          "*.pwd",
          "*_pwd",
          "*passphrase*",
          "*secret*",
          "*token*",
          "*api*key*",
          "*access*key*",
          "*private*key*",
          "*credential*",
          "*authorization*",
          "auth",
          "jwt",
          "*cookie*",
          "*session*");

  private static final Set<String> COMMON_WORDS = Set.of("true", "false", "null", "none");

  private final NameGlobs keys;

  /**
   * Sets which keys are secret.
   *
   * @param moreKeys names in addition to {@link #DEFAULT_KEYS}, with wildcards; {@code !name} takes
   *     a name out again
   */
  public Scrubber(List<String> moreKeys) {
    keys = new NameGlobs(Stream.concat(DEFAULT_KEYS.stream(), moreKeys.stream()).toList(), true);
  }

  /**
   * Looks for secrets in the data of one log call.
   *
   * @param maps the maps whose keys tell what is secret
   * @return what masks them
   */
  Mask maskFor(List<Map<String, ? extends Object>> maps) {
    Mask mask = new Mask();
    maps.forEach(mask::collect);
    return mask;
  }

  /** Masks the secrets of one log call wherever they appear: under their keys, and in its texts. */
  final class Mask {
    /** The longest first: a secret may be the beginning of another one. */
    private final Map<String, String> inText =
        new TreeMap<>(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));

    private void collect(Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            String name = String.valueOf(key);
            String text = String.valueOf(value);
            if (keys.match(name) && !text.isEmpty()) {
              // Message formats of maps print both, and there even a short value can be told apart.
              inText.put(name + "=\"" + text + '"', name + "=\"" + MASK + '"');
              inText.put(name + '=' + text, name + '=' + MASK);
              if (standsOut(text)) {
                inText.put(text, MASK);
              }
            } else if (value instanceof Map<?, ?> nested) {
              collect(nested);
            }
          });
    }

    /** Whether it is no word or number that other texts may have for other reasons. */
    private static boolean standsOut(String text) {
      boolean shortNumber = text.length() < 6 && text.chars().allMatch(Character::isDigit);
      return text.length() >= 4
          && !shortNumber
          && !COMMON_WORDS.contains(text)
          && !MASK.contains(text);
    }

    String text(String text) {
      String masked = text;
      for (Map.Entry<String, String> secret : inText.entrySet()) {
        masked = masked.replace(secret.getKey(), secret.getValue());
      }
      return masked;
    }

    List<String> texts(List<String> texts) {
      return inText.isEmpty() ? texts : texts.stream().map(this::text).toList();
    }

    /** The value to send for a key. */
    Object value(String key, Object value) {
      if (keys.match(key)) {
        return MASK;
      }
      if (value instanceof String text) {
        return text(text);
      }
      if (value instanceof Map<?, ?> map) {
        Map<String, Object> masked = new LinkedHashMap<>();
        map.forEach(
            (name, nested) ->
                masked.put(String.valueOf(name), value(String.valueOf(name), nested)));
        return masked;
      }
      if (value instanceof List<?> list) {
        List<Object> masked = new ArrayList<>();
        list.forEach(element -> masked.add(value("", element)));
        return masked;
      }
      return value;
    }

    boolean isEmpty() {
      return inText.isEmpty();
    }
  }
}
