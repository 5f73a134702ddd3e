package dev.whorl.grouping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a group comes about: what entered its primary hash and what did not. For people through
 * {@link #toText}, for pages through the parts with their places in the event.
 *
 * @param group the group
 * @param variant the variant that gives the primary hash, for example {@code app}
 * @param contributing what entered, in the order in which it did
 * @param leftOut what did not, in the order in which people read an event
 */
public record Explanation(
    Group group, String variant, List<Part> contributing, List<Part> leftOut) {

  /** What a part of an event is. */
  public enum Kind {
    /** A checksum that the client sent. */
    CHECKSUM,
    /** An entry of the fingerprint. */
    FINGERPRINT,
    /** All that the default grouping would make of the event. */
    DEFAULT_GROUPING,
    /** A way to see the event. */
    VARIANT,
    /** An exception as a whole. */
    EXCEPTION,
    /** The type of an exception. */
    TYPE,
    /** The message of an exception. */
    VALUE,
    /** A frame of an exception, or of another trace. */
    FRAME,
    /** A template that failed. */
    TEMPLATE,
    /** The text of the log call. */
    MESSAGE
  }

  /**
   * A part of the event.
   *
   * @param kind what it is
   * @param exception the exception to which it belongs, by its index in the payload; -1 for none
   * @param frame the frame, by its index in the trace of the payload; -1 for none
   * @param text the part as people know it
   * @param value what enters the hash; empty if nothing does
   * @param reason why it is left out, or what brought a frame back that would be; null where that
   *     needs no reason
   */
  public record Part(
      Kind kind, int exception, int frame, String text, String value, @Nullable String reason) {
    /**
     * Whether it enters the hash.
     *
     * @return true if it has a value
     */
    public boolean contributes() {
      return !value.isEmpty();
    }
  }

  /**
   * The explanation for people.
   *
   * @return several lines, each with a line feed
   */
  public String toText() {
    return new ExplanationText(this).text();
  }
}
