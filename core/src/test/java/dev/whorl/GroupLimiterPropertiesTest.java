package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.LimiterRun.Out;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Long runs of random storms in which every log call must be found again. */
class GroupLimiterPropertiesTest {
  private static final int STEPS = 2_000;

  @Property(tries = 200)
  void everyLogCall_isInAnEventOrInACountOfItsGroup(
      @ForAll long seed,
      @ForAll @IntRange(max = 70) int limit,
      @ForAll @IntRange(min = 1, max = 12) int maxGroups,
      @ForAll @IntRange(min = 1, max = 12) int heldEvents) {
    SplittableRandom random = new SplittableRandom(seed);
    long weight = EventWeight.of(LimiterRun.event("9999"));
    LimiterRun run = new LimiterRun(limit, maxGroups, heldEvents * weight);
    Map<String, Long> logged = new HashMap<>();
    long admitted = 0;
    long counted = 0;
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(20)) {
        case 0 -> run.pass(Duration.ofMillis(random.nextInt(40_000)));
        case 1 -> run.clock.advance(Duration.ofMillis(random.nextInt(-100, 100)));
        case 2 -> run.limiter.tick();
        case 3 -> {
          if (random.nextInt(50) == 0) {
            run.limiter.flush();
          }
        }
        default -> {
          String group = "g" + Math.min(random.nextInt(10), random.nextInt(10));
          int more = random.nextInt(3) == 0 ? random.nextInt(100) : 0;
          run.limiter.admit(group, LimiterRun.event("step"), more);
          logged.merge(group, 1L + more, Long::sum);
          admitted++;
          counted += more;
        }
      }
      assertThat(run.out.size() + run.suppressed + run.limiter.held())
          .isEqualTo(admitted + counted);
      assertThat(run.limiter.held()).isLessThanOrEqualTo(heldEvents);
      assertThat(run.limiter.groups()).isLessThanOrEqualTo(maxGroups);
    }
    run.limiter.flush();

    assertThat(run.limiter.held()).isZero();
    assertThat(told(run.out())).isEqualTo(logged);
  }

  private static Map<String, Long> told(List<Out> out) {
    Map<String, Long> told = new HashMap<>();
    out.forEach(event -> told.merge(event.group(), 1 + event.suppressed(), Long::sum));
    return told;
  }

  @Property(tries = 200)
  void countsOfLostEvents_areFoundOnLaterOnes(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    LimiterRun run = LimiterRun.perMinute(1 + random.nextInt(5));
    Map<String, Long> logged = new HashMap<>();
    Map<String, Long> arrived = new HashMap<>();
    for (int step = 0; step < STEPS; step++) {
      String group = "g" + random.nextInt(4);
      run.limiter.admit(group, LimiterRun.event("step"), 0);
      logged.merge(group, 1L, Long::sum);
      run.pass(Duration.ofMillis(random.nextInt(2_000)));
      for (Out out : run.out()) {
        if (random.nextBoolean()) {
          run.limiter.putBack(out.group(), out.suppressed());
          arrived.merge(out.group(), 1L, Long::sum); // The event itself is in another bin.
        } else {
          arrived.merge(out.group(), 1 + out.suppressed(), Long::sum);
        }
      }
    }
    run.pass(Duration.ofMinutes(2));
    logged.keySet().forEach(group -> run.limiter.admit(group, LimiterRun.event("last"), 0));
    run.limiter.flush();
    run.out().forEach(out -> arrived.merge(out.group(), 1 + out.suppressed(), Long::sum));
    logged.replaceAll((group, count) -> count + 1);

    assertThat(arrived).isEqualTo(logged);
  }

  @Property(tries = 100)
  void eventsOfAGroup_keepToTheLimitAndItsBurstAndUseThem(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 70) int limit) {
    SplittableRandom random = new SplittableRandom(seed);
    LimiterRun run = LimiterRun.perMinute(limit);
    long millis = 0;
    long sent = 0;
    for (int step = 0; step < STEPS; step++) {
      run.log(random.nextInt(5), "a");
      int pause = random.nextInt(1_000);
      millis += pause;
      run.pass(Duration.ofMillis(pause));
      sent += run.out().size();
      assertThat(sent).isLessThanOrEqualTo(limit + millis * limit / 60_000);
    }

    assertThat(sent).isGreaterThanOrEqualTo(millis * limit / 60_000 * 9 / 10);
  }
}
