package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whorl.LimiterRun.Out;
import dev.whorl.event.ErrorEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupLimiterTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void limit_passesAtOnceAndTheRestIsCountedButForTheLast() {
    LimiterRun run = LimiterRun.perMinute(3);
    run.log(10, "a");

    assertThat(run.out())
        .containsExactly(new Out("1", "a", 0), new Out("2", "a", 0), new Out("3", "a", 0));
    assertThat(run.suppressed).isEqualTo(6);
    assertThat(run.limiter.held()).isEqualTo(1);
  }

  @Test
  void nextEventWithAToken_carriesTheCountAndReplacesTheHeldOne() {
    LimiterRun run = LimiterRun.perMinute(1);
    run.log(5, "a");
    run.out();
    run.clock.advance(MINUTE);
    run.log(1, "a");

    assertThat(run.out()).containsExactly(new Out("6", "a", 4));
    assertThat(run.suppressed).isEqualTo(4);
    assertThat(run.limiter.held()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 60})
  void stormThatEnds_sendsItsLastEventAsCarrierWithinAMinute(int limit) {
    LimiterRun run = LimiterRun.perMinute(limit);
    run.log(1000, "a");
    run.out();
    run.pass(MINUTE.dividedBy(limit).minusNanos(1));
    assertThat(run.out()).isEmpty();
    run.pass(Duration.ofNanos(1));

    assertThat(run.out()).containsExactly(new Out("1000", "a", 999 - limit));
    assertThat(run.suppressed).isEqualTo(999 - limit);
    run.pass(MINUTE.multipliedBy(10));
    assertThat(run.out()).isEmpty();
  }

  @Test
  void carrier_takesAToken() {
    LimiterRun run = LimiterRun.perMinute(1);
    run.log(2, "a");
    run.pass(MINUTE);
    run.out();
    run.log(1, "a");

    assertThat(run.out()).isEmpty();
    assertThat(run.limiter.held()).isEqualTo(1);
  }

  @Test
  void groups_haveTokensOfTheirOwnAndCarriersInTheOrderOfTheirTurns() {
    LimiterRun run = LimiterRun.perMinute(2);
    run.log(2, "slow");
    run.pass(Duration.ofSeconds(20));
    run.log(2, "late");
    run.log(1, "late");
    run.log(1, "slow");
    assertThat(run.out()).extracting(Out::group).containsExactly("slow", "slow", "late", "late");
    run.pass(Duration.ofSeconds(10));
    assertThat(run.out()).containsExactly(new Out("6", "slow", 0));
    run.pass(Duration.ofSeconds(20));
    assertThat(run.out()).containsExactly(new Out("5", "late", 0));
  }

  @Test
  void callsOfTheQueue_areSuppressedAtOnceAndTravelOnTheNextEvent() {
    LimiterRun run = LimiterRun.perMinute(1);
    run.limiter.admit("a", LimiterRun.event("first"), 7);
    assertThat(run.out()).containsExactly(new Out("first", "a", 7));
    run.limiter.admit("a", LimiterRun.event("held"), 5);
    assertThat(run.suppressed).isEqualTo(12);
    run.pass(MINUTE);

    assertThat(run.out()).containsExactly(new Out("held", "a", 5));
    assertThat(run.suppressed).isEqualTo(12);
  }

  @Test
  void noLimit_passesAllWithTheCountOfTheQueue() {
    LimiterRun run = LimiterRun.perMinute(0);
    run.log(1000, "a");
    assertThat(run.out()).hasSize(1000).allMatch(out -> out.suppressed() == 0);
    run.limiter.putBack("a", 2);
    run.limiter.admit("a", LimiterRun.event("next"), 3);

    assertThat(run.out()).containsExactly(new Out("next", "a", 5));
    assertThat(run.suppressed).isEqualTo(3);
    assertThat(run.limiter.held()).isZero();
  }

  @Test
  void flush_sendsAllThatIsHeld() {
    LimiterRun run = LimiterRun.perMinute(1);
    run.log(3, "a");
    run.log(2, "b");
    run.log(1, "c");
    run.out();
    run.limiter.flush();

    assertThat(run.out()).containsExactlyInAnyOrder(new Out("3", "a", 1), new Out("5", "b", 0));
    assertThat(run.limiter.held()).isZero();
  }

  @Test
  void groupThatFallsOut_isFlushedWithItsCount() {
    LimiterRun run = new LimiterRun(1, 2, Long.MAX_VALUE);
    run.log(4, "a");
    run.log(1, "b");
    run.log(1, "a");
    run.out();
    run.log(1, "c");
    assertThat(run.out()).extracting(Out::group).containsExactly("c");
    run.log(1, "d");

    assertThat(run.out()).containsExactly(new Out("6", "a", 3), new Out("8", "d", 0));
    assertThat(run.limiter.groups()).isEqualTo(2);
  }

  @Test
  void heldEvents_areBoundedByTheirWeight() {
    long weight = EventWeight.of(LimiterRun.event("1"));
    LimiterRun run = new LimiterRun(1, 100, 4 * weight - 1);
    for (String group : List.of("a", "b", "c")) {
      run.log(3, group);
      run.clock.advance(Duration.ofSeconds(1));
    }
    assertThat(run.limiter.held()).isEqualTo(3);
    run.out();
    run.log(1, "c");
    assertThat(run.out()).isEmpty();
    run.limiter.admit("d", LimiterRun.event("d"), 0);
    run.limiter.admit("d", LimiterRun.event("e"), 0);

    assertThat(run.out()).containsExactly(new Out("d", "d", 0), new Out("3", "a", 1));
    assertThat(run.limiter.held()).isEqualTo(3);
  }

  @Test
  void eventHeavierThanAllThatMayBeHeld_goesOutAloneAtOnce() {
    LimiterRun run = new LimiterRun(1, 100, 5_000);
    run.log(2, "a");
    run.log(1, "b");
    run.out();
    run.limiter.admit("b", LimiterRun.event("x".repeat(10_000)), 0);

    assertThat(run.out()).extracting(Out::group).containsExactly("b");
    assertThat(run.limiter.held()).isEqualTo(1);
  }

  @Test
  void countPutBack_travelsAgainAndIsNotSuppressedTwice() {
    LimiterRun run = LimiterRun.perMinute(1);
    run.log(3, "a");
    run.pass(MINUTE);
    assertThat(run.out()).containsExactly(new Out("1", "a", 0), new Out("3", "a", 1));
    run.limiter.putBack("a", 1);
    run.limiter.putBack("a", 4);
    run.pass(MINUTE);
    assertThat(run.out()).isEmpty();
    run.log(1, "a");

    assertThat(run.out()).containsExactly(new Out("4", "a", 5));
    assertThat(run.suppressed).isEqualTo(1);
  }

  @Test
  void countPutBackForAGroupThatFellOut_isKnownAgain() {
    LimiterRun run = new LimiterRun(1, 1, Long.MAX_VALUE);
    run.log(1, "a");
    run.log(2, "b");
    run.out();
    run.limiter.putBack("a", 9);
    run.limiter.tick();
    assertThat(run.out()).containsExactly(new Out("3", "b", 0));
    run.log(1, "a");

    assertThat(run.out()).containsExactly(new Out("4", "a", 9));
  }

  @Test
  void clockThatJumpsBack_onlyDelaysWhatItTookBack() {
    LimiterRun run = LimiterRun.perMinute(1);
    run.log(2, "a");
    run.out();
    run.pass(Duration.ofDays(-1));
    run.pass(Duration.ofSeconds(59));
    assertThat(run.out()).isEmpty();
    run.pass(Duration.ofSeconds(1));

    assertThat(run.out()).containsExactly(new Out("2", "a", 0));
  }

  @Test
  void exitThatFails_losesOneEventAndTheOthersGoOutLater() {
    List<String> out = new ArrayList<>();
    GroupLimiter limiter =
        new GroupLimiter(
            1,
            () -> 0,
            1_000_000,
            (event, group, suppressed) -> {
              out.add(group);
              if (group.equals("bad") && out.size() > 3) {
                throw new IllegalStateException("no way out");
              }
            },
            count -> {});
    for (String group : List.of("bad", "b", "c")) {
      limiter.admit(group, LimiterRun.event("1"), 0);
    }
    for (String group : List.of("bad", "b", "c")) {
      limiter.admit(group, LimiterRun.event("2"), 0);
    }
    out.clear();
    out.addAll(List.of("", "", ""));

    assertThatThrownBy(limiter::flush).hasMessage("no way out");
    assertThat(limiter.held()).isEqualTo(2);
    limiter.tick();
    assertThat(out).containsExactly("", "", "", "bad", "b", "c");
    assertThat(limiter.held()).isZero();
  }

  @Test
  void abandonedLimiter_holdsNothingAnyMore() {
    LimiterRun run = LimiterRun.perMinute(1);
    run.log(3, "a");
    run.log(3, "b");
    run.out();

    assertThat(run.limiter.abandon()).isEqualTo(2);
    assertThat(run.limiter.held()).isZero();
    run.limiter.flush();
    assertThat(run.out()).isEmpty();
    run.log(1, "a");
    assertThat(run.out()).containsExactly(new Out("7", "a", 1));
  }

  @Test
  void stormInTwoGroups_keepsOneEventOfEach() {
    LimiterRun run = LimiterRun.perMinute(1);
    ErrorEvent event = LimiterRun.event("1");
    for (int i = 0; i < 100_000; i++) {
      run.limiter.admit(i % 2 == 0 ? "a" : "b", event, 0);
    }

    assertThat(run.limiter.held()).isEqualTo(2);
    assertThat(run.suppressed).isEqualTo(99_996);
  }
}
