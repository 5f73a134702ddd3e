package dev.whorl.faults;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;

/** Waits for what has to become true, and no longer than it may take. */
final class Eventually {
  private Eventually() {}

  static void isTrue(int seconds, Callable<Boolean> condition) {
    isTrue(seconds, Duration.ofMillis(5), condition);
  }

  /** Says what the candidate says of itself if it does not. */
  static void isTrue(int seconds, Candidate candidate, Callable<Boolean> condition) {
    try {
      isTrue(seconds, condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "in vain for %d s: %s, %s".formatted(seconds, candidate.metrics(), candidate.status()),
          e);
    }
  }

  /** With a longer pause, for a condition that costs something. */
  static void isTrue(int seconds, Duration pause, Callable<Boolean> condition) {
    Awaitility.await()
        .pollInterval(pause)
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofSeconds(seconds))
        .until(condition);
  }

  static void holds(int seconds, ThrowingRunnable assertion) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofSeconds(seconds))
        .untilAsserted(assertion);
  }

  /** Time goes by: where it is time itself that makes the difference. */
  static void passes(Duration time) {
    Awaitility.await().pollDelay(time).atMost(time.plusSeconds(30)).until(() -> true);
  }
}
