package dev.whorl.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One exception of a chain as it is sent.
 *
 * @param type the class name without its package, a nested class as {@code Outer$Inner}
 * @param value the message, null if there is none
 * @param module the package of the class, null for the unnamed package
 * @param threadId the id of the thread that logged it; 0 if unknown
 * @param mechanism its place in the chain
 * @param frames the stack trace, outermost call first, the place of the throw last; may be empty
 */
public record ThrownException(
    String type,
    @Nullable String value,
    @Nullable String module,
    long threadId,
    Mechanism mechanism,
    List<StackFrame> frames) {
  /**
   * Copies {@code frames}.
   *
   * @param type the class name without its package
   * @param value the message, null if there is none
   * @param module the package, null for the unnamed one
   * @param threadId 0 if unknown
   * @param mechanism its place in the chain
   * @param frames outermost call first
   */
  public ThrownException {
    frames = List.copyOf(frames);
  }
}
