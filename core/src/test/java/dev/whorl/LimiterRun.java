package dev.whorl;

import dev.whorl.event.ErrorEvent;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Severity;
import dev.whorl.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A limiter on a clock of its own, and what came out of it. */
final class LimiterRun {
  final ManualClock clock = new ManualClock();
  final List<Out> out = new ArrayList<>();
  final GroupLimiter limiter;
  long suppressed;
  private int events;

  /**
   * An event that went out.
   *
   * @param message which one
   * @param group its group
   * @param suppressed what it carried
   */
  record Out(String message, String group, long suppressed) {}

  LimiterRun(int perMinute, int maxGroups, long maxHeldBytes) {
    limiter =
        new GroupLimiter(
            perMinute,
            clock,
            maxGroups,
            maxHeldBytes,
            (event, group, count) -> out.add(new Out(event.message().formatted(), group, count)),
            count -> suppressed += count);
  }

  static LimiterRun perMinute(int limit) {
    return new LimiterRun(limit, 100, Long.MAX_VALUE);
  }

  static ErrorEvent event(String message) {
    return ErrorEvent.builder(Instant.EPOCH, Severity.ERROR)
        .message(new LogMessage(null, message, List.of()))
        .build();
  }

  /** The events of a run are numbered from 1 on. */
  void log(int calls, String group) {
    for (int i = 0; i < calls; i++) {
      limiter.admit(group, event(String.valueOf(++events)), 0);
    }
  }

  void pass(Duration time) {
    clock.advance(time);
    limiter.tick();
  }

  /** What came out since this was last asked. */
  List<Out> out() {
    List<Out> all = List.copyOf(out);
    out.clear();
    return all;
  }
}
