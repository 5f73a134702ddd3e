package dev.whorl.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeriodTest {
  @Test
  void times_areDividedIntoDaysAndTheHoursAroundThem() {
    assertThat(Period.of(47, 97))
        .containsExactly(new Period(1, 47, 47), new Period(24, 48, 72), new Period(1, 96, 97));
    assertThat(Period.of(48, 71)).containsExactly(new Period(24, 48, 48));
    assertThat(Period.of(49, 95)).containsExactly(new Period(1, 49, 71), new Period(24, 72, 72));
  }

  @Test
  void shortTimes_areHours() {
    assertThat(Period.of(5, 5)).containsExactly(new Period(1, 5, 5));
    assertThat(Period.of(30, 60)).containsExactly(new Period(1, 30, 60));
    assertThat(Period.of(6, 5)).isEmpty();
  }

  @Test
  void eachTime_isCoveredOnce() {
    for (long first = 0; first < 60; first++) {
      for (long last = first; last < 120; last++) {
        long next = first;
        for (Period period : Period.of(first, last)) {
          assertThat(period.first()).isEqualTo(next);
          next = period.last() + period.length();
        }
        assertThat(next).isEqualTo(last + 1);
      }
    }
  }
}
