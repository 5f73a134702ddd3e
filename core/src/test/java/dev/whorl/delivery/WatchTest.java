package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final ManualClock clock = new ManualClock();
  private final Watch watch = new Watch(clock);

  @Test
  void withoutWork_nobodyKeepsIt() {
    assertThat(watch.keep()).isFalse();
    assertThat(watch.isKept()).isFalse();
  }

  @Test
  void afterWork_oneKeepsIt() throws InterruptedException {
    watch.worked();
    assertThat(watch.keep()).isTrue();
    boolean[] second = {true};
    Thread other = new Thread(() -> second[0] = watch.keep());
    other.start();
    other.join();

    assertThat(second[0]).isFalse();
    assertThat(watch.keep()).isTrue();
  }

  @Test
  void keeperThatIsBusyForLong_isHeldUpUntilItLooks() {
    watch.worked();
    assertThat(watch.keep()).isTrue();
    watch.look();
    assertThat(watch.isKept()).isTrue();

    clock.advance(Duration.ofMillis(1));
    assertThat(watch.isKept()).isFalse();
    assertThat(watch.isHeldUp()).isTrue();

    watch.look();
    assertThat(watch.isKept()).isTrue();
    assertThat(watch.isHeldUp()).isFalse();
  }

  @Test
  void whenNothingComesForAWhile_itIsGivenUp() {
    watch.worked();
    assertThat(watch.keep()).isTrue();
    clock.advance(Duration.ofMillis(100));

    assertThat(watch.keep()).isFalse();
    assertThat(watch.isKept()).isFalse();
    assertThat(watch.isHeldUp()).isFalse();
  }

  @Test
  void resigned_isFree() {
    watch.worked();
    assertThat(watch.keep()).isTrue();
    watch.resign();

    assertThat(watch.isKept()).isFalse();
    assertThat(watch.isHeldUp()).isFalse();
  }
}
