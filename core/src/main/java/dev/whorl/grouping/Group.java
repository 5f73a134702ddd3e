package dev.whorl.grouping;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The group of an event, as a server with the same rules would find it.
 *
 * @param hashes the event's hashes, the primary one first; an event belongs to a group of which it
 *     has any hash
 * @param variants for each variant its hash, null for a variant that gives none
 * @param fingerprint what is in force, with variables unresolved: that of a matching rule, else the
 *     client's, else <code>{{ default }}</code>
 * @param resolved the same with variables resolved, as it enters the hash
 * @param toSend the same with variables but the default one resolved and the rest as it was
 * @param ruleLine the line of the rule that matched, 0 if none did
 * @param title what a server shows for the event
 */
public record Group(
    List<String> hashes,
    Map<String, @Nullable String> variants,
    List<String> fingerprint,
    List<String> resolved,
    List<String> toSend,
    int ruleLine,
    String title) {

  /**
   * The primary hash.
   *
   * @return 32 lower-case hexadecimal digits, unless a checksum of the event took its place
   */
  public String hash() {
    return hashes.get(0);
  }
}
