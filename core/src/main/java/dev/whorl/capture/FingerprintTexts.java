package dev.whorl.capture;

import dev.whorl.event.Fingerprint;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Reads fingerprint texts of log calls and tells once about each malformed one. Thread-safe. */
public final class FingerprintTexts {
  /** How many different malformed texts are told; later ones are most likely more of the same. */
  private static final int MAX_TOLD = 100;

  private static final int MAX_SHOWN = 200;

  private final Consumer<String> warnings;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * Makes a reader.
   *
   * @param warnings receives a sentence for each malformed text, with what was made of it
   */
  public FingerprintTexts(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /**
   * Reads a text.
   *
   * @param text in the form of {@link Fingerprint#parse(String)}
   * @param source where it stood, for the warning, such as {@code MDC entry 'fingerprint'}
   * @return what it says, without parts if it has none
   */
  public Fingerprint read(String text, String source) {
    Set<String> problems = new LinkedHashSet<>();
    Fingerprint fingerprint = Fingerprint.parse(text, problems::add);
    if (!problems.isEmpty()) {
      String shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
      if (told.size() < MAX_TOLD && told.add(shown)) {
        String made =
            fingerprint.isEmpty() ? "It was not used" : "It was read as " + shorten(fingerprint);
        warnings.accept(
            ("The fingerprint text of the %s %s: '%s'. %s. Write a JSON array of strings, or a"
                    + " comma-separated list in which each double quote is closed.")
                .formatted(source, String.join(" and ", problems), shown, made));
      }
    }
    return fingerprint;
  }

  private static String shorten(Fingerprint fingerprint) {
    String json = fingerprint.toString();
    return json.length() <= MAX_SHOWN ? json : json.substring(0, MAX_SHOWN) + "...";
  }
}
