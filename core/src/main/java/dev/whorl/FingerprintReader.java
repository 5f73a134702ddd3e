package dev.whorl;

import dev.whorl.event.Fingerprint;

/**
 * Helps an appender to read the fingerprints that markers carry; tells once about what is wrong.
 */
public interface FingerprintReader {
  /**
   * The key-value that carries a fingerprint.
   *
   * @return the setting {@code fingerprintKey}
   */
  String key();

  /**
   * Reads a text.
   *
   * @param text a JSON array of strings or a comma-separated list
   * @param source where it stood, for a warning
   * @return what it says, without parts if it has none
   */
  Fingerprint read(String text, String source);

  /**
   * Tells that a fingerprint lost its data on the way.
   *
   * @param remedy a sentence that says what happened and how to avoid it
   */
  void lost(String remedy);
}
