package dev.whorl.grouping.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameMemoTest {
  private final List<String> computed = new ArrayList<>();

  private FrameMemo<String> memo(int frames) {
    return new FrameMemo<>(
        frames,
        frame -> {
          computed.add(frame.function());
          return frame.module() + "." + frame.function();
        });
  }

  private static GroupableFrame frame(String function) {
    return new GroupableFrame(null, "Shop", function, null, null, null, null, 1, 0, null);
  }

  @Test
  void frameThatWasSeen_isNotComputedAgain() {
    FrameMemo<String> memo = memo(8);

    assertThat(memo.of(frame("sell"))).isEqualTo("Shop.sell");
    assertThat(memo.of(frame("sell"))).isEqualTo("Shop.sell");
    assertThat(computed).containsExactly("sell");
  }

  @Test
  void twoFrames_haveRoomInOnePlace() {
    FrameMemo<String> memo = memo(2);
    for (int i = 0; i < 10; i++) {
      assertThat(memo.of(frame("sell"))).isEqualTo("Shop.sell");
      assertThat(memo.of(frame("buy"))).isEqualTo("Shop.buy");
    }

    assertThat(computed).containsExactlyInAnyOrder("sell", "buy");
  }

  @Test
  void moreFramesThanRoom_areComputedAgain() {
    FrameMemo<String> memo = memo(4);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 100; i++) {
        assertThat(memo.of(frame("step" + i))).isEqualTo("Shop.step" + i);
      }
    }

    assertThat(computed).hasSize(200);
  }

  @Test
  void veryLongFrame_isNotRemembered() {
    FrameMemo<String> memo = memo(8);
    GroupableFrame frame = frame("x".repeat(2000));
    memo.of(frame);
    memo.of(frame);

    assertThat(computed).hasSize(2);
  }

  @Test
  void roomThatIsNoPowerOfTwo_isRefused() {
    for (int frames : new int[] {-1, 0, 1, 6}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> memo(frames))
          .withMessageContaining("frames is " + frames);
    }
  }
}
