package dev.whorl;

import dev.whorl.event.ErrorEvent;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A group that the limiter knows: its tokens, what it has suppressed, and the last one of that. */
final class LimitedGroup {
  /** The one that gets a token first comes first. */
  static final Comparator<LimitedGroup> BY_TURN =
      Comparator.<LimitedGroup>comparingLong(group -> group.due)
          .thenComparingLong(group -> group.number);

  final String name;
  final TokenBucket bucket;

  /** Of log calls since the last event that went out. Without the held one. */
  long suppressed;

  @Nullable ErrorEvent held;
  long heldWeight;

  /** When the held one may go out; must not change while one is held. */
  long due;

  private final long number;

  LimitedGroup(String name, TokenBucket bucket, long number) {
    this.name = name;
    this.bucket = bucket;
    this.number = number;
  }
}
