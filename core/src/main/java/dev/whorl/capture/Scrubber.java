package dev.whorl.capture;

import dev.whorl.event.Breadcrumb;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

  private static final int MAX_KNOWN_KEYS = 1000;

  /** A power of two. */
  private static final int PLACES = 64;

  private final NameGlobs keys;
  private final Map<String, Boolean> secretKeys = new ConcurrentHashMap<>();

  /**
   * Keys that are no secrets, by their hash. Threads may write over what others wrote, as all that
   * counts is whether the very same object is here.
   */
  private final @Nullable String[] latestPlain = new String[PLACES];

  /**
   * Sets which keys are secret.
   *
   * @param moreKeys names in addition to {@link #DEFAULT_KEYS}, with wildcards; {@code !name} takes
   *     a name out again
   */
  public Scrubber(List<String> moreKeys) {
    List<String> all = new ArrayList<>(DEFAULT_KEYS);
    all.addAll(moreKeys);
    keys = new NameGlobs(all, true);
  }

  /**
   * Looks for secrets in the data of one log call.
   *
   * @param maps the maps whose keys tell what is secret
   * @return what masks them
   */
  Mask maskFor(List<Map<String, ? extends Object>> maps) {
    Mask mask = new Mask();
    maps.forEach(map -> map.forEach((key, value) -> mask.collect(key, value, false)));
    return mask;
  }

  /**
   * Masks the secrets of a log call in what is remembered of it.
   *
   * @param breadcrumb what is remembered
   * @param mdc hands the diagnostic context of the call to what it is given
   * @return the same, or a copy with secrets masked
   */
  public Breadcrumb masked(Breadcrumb breadcrumb, Consumer<BiConsumer<String, String>> mdc) {
    Mask mask = new Mask();
    mdc.accept((key, value) -> mask.collect(key, value, false));
    return mask.breadcrumb(breadcrumb);
  }

  /**
   * Whether the values of a key are masked.
   *
   * @param key the key
   * @return true if they are
   */
  public boolean hides(String key) {
    return isSecret(key);
  }

  /**
   * Asked for each key of each log call, and the same ones come again and again, mostly as the same
   * objects. With a look into the map for each of five, a breadcrumb on Log4j took 110 ns more.
   */
  @SuppressWarnings("ReferenceEquality") // To compare keys is what the map is for.
  private boolean isSecret(String key) {
    int place = key.hashCode() & PLACES - 1;
    if (latestPlain[place] == key) {
      return false;
    }
    Boolean known = secretKeys.get(key);
    if (known == null) {
      known = keys.match(key);
      if (secretKeys.size() >= MAX_KNOWN_KEYS) {
        // Keys that are ids of something come once and would keep out those that come each time.
        secretKeys.clear();
      }
      secretKeys.put(key, known);
    }
    if (!known) {
      latestPlain[place] = key;
    }
    return known;
  }

  /** Masks the secrets of one log call wherever they appear: under their keys, and in its texts. */
  final class Mask {
    private Map<String, String> inText = Map.of();

    /** Notes what is below a secret key, however deep. */
    private void collect(String key, @Nullable Object value, boolean belowSecret) {
      boolean secret = belowSecret || isSecret(key);
      if (value instanceof Map<?, ?> map) {
        map.forEach((name, nested) -> collect(String.valueOf(name), nested, secret));
      } else if (value instanceof Collection<?> elements) {
        elements.forEach(element -> collect(key, element, secret));
      } else if (secret && value != null) {
        note(key, String.valueOf(value));
      }
    }

    private void note(String key, String text) {
      if (text.isEmpty()) {
        return;
      }
      if (inText.isEmpty()) {
        // A secret may be the beginning of another one.
        inText =
            new TreeMap<>(
                Comparator.comparingInt(String::length)
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()));
      }
      // Message formats of maps print both, and there even a short value can be told apart.
      inText.put(key + "=\"" + text + '"', key + "=\"" + MASK + '"');
      inText.put(key + '=' + text, key + '=' + MASK);
      if (standsOut(text)) {
        inText.put(text, MASK);
      }
    }

    /** Whether it is no word or number that other texts may have for other reasons. */
    private static boolean standsOut(String text) {
      boolean shortNumber = text.length() < 6 && text.chars().allMatch(Character::isDigit);
      return text.length() >= 4
          && !shortNumber
          && !COMMON_WORDS.contains(text)
          && !MASK.contains(text);
    }

    Breadcrumb breadcrumb(Breadcrumb breadcrumb) {
      return isEmpty()
          ? breadcrumb
          : new Breadcrumb(
              breadcrumb.timestamp(),
              breadcrumb.severity(),
              text(breadcrumb.category()),
              text(breadcrumb.message()));
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
    @Nullable Object value(String key, @Nullable Object value) {
      if (isSecret(key)) {
        return MASK;
      }
      if (value instanceof String text) {
        return text(text);
      }
      if (value instanceof Map<?, ?> map) {
        Map<String, @Nullable Object> masked = new LinkedHashMap<>();
        map.forEach(
            (name, nested) ->
                masked.put(String.valueOf(name), value(String.valueOf(name), nested)));
        return masked;
      }
      if (value instanceof List<?> list) {
        List<@Nullable Object> masked = new ArrayList<>();
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
