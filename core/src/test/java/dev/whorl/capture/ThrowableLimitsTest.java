package dev.whorl.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.capture.ThrowableReader.Reading;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrowableView;
import dev.whorl.event.ThrownException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrowableLimitsTest {
  private final ThrowableReader reader =
      new ThrowableReader(new InAppPackages(List.of(), List.of()), "auto.log.test");

  @ParameterizedTest
  @ValueSource(ints = {51, 60, 2_000})
  void longChain_keepsBothEndsAndAccountsForTheMiddle(int length) {
    Reading reading = read(chain(length));
    List<ThrownException> exceptions = reading.exceptions();

    assertThat(exceptions).hasSize(50);
    assertThat(exceptions.get(49).value()).isEqualTo("1");
    assertThat(exceptions.get(0).value()).isEqualTo(String.valueOf(length));
    assertThat(reading.exceptionsLeftOut()).isEqualTo(length - 50);
    assertOneTree(exceptions);
  }

  @Test
  void chainOfFifty_isWhole() {
    Reading reading = read(chain(50));

    assertThat(reading.exceptions()).hasSize(50);
    assertThat(reading.exceptionsLeftOut()).isZero();
  }

  @Test
  void longChainWithSuppressedOnes_keepsCausesFirst() {
    Throwable thrown = chain(60);
    thrown.addSuppressed(new RuntimeException("suppressed"));
    Reading reading = read(thrown);

    assertThat(reading.exceptions()).hasSize(50);
    assertThat(reading.exceptions())
        .extracting(ThrownException::value)
        .doesNotContain("suppressed");
    assertThat(reading.exceptions().get(0).value()).isEqualTo("60");
    assertThat(reading.exceptionsLeftOut()).isEqualTo(11);
  }

  @Test
  void manySuppressed_leaveTheCauseIn() {
    Throwable thrown = new RuntimeException("A", new RuntimeException("B"));
    for (int i = 0; i < 3_000; i++) {
      thrown.addSuppressed(new RuntimeException("S" + i));
    }
    Reading reading = read(thrown);
    List<ThrownException> exceptions = reading.exceptions();

    assertThat(reading.exceptionsLeftOut()).isEqualTo(3_002 - 50);
    assertThat(exceptions).hasSize(50);
    assertThat(exceptions.get(49).value()).isEqualTo("A");
    assertThat(exceptions.get(48).value()).isEqualTo("B");
    assertThat(exceptions.get(0).mechanism().source()).isEqualTo("suppressed[47]");
  }

  @Test
  void endlessCauses_end() {
    List<ThrownException> exceptions = read(new Endless()).exceptions();

    assertThat(exceptions).hasSize(50);
    assertOneTree(exceptions);
  }

  @Test
  void hugeTrace_keepsBothEnds() {
    Throwable thrown = withFrames(10_000);
    Reading reading = read(thrown);
    List<StackFrame> frames = reading.exceptions().get(0).frames();

    assertThat(frames).hasSize(250);
    assertThat(frames.get(0).lineno()).isEqualTo(10_000);
    assertThat(frames.get(124).lineno()).isEqualTo(10_000 - 124);
    assertThat(frames.get(125).lineno()).isEqualTo(125);
    assertThat(frames.get(249).lineno()).isEqualTo(1);
    assertThat(reading.framesLeftOut()).isEqualTo(9_750);
  }

  @Test
  void traceJustWithinTheLimit_isWhole() {
    assertThat(read(withFrames(250)).exceptions().get(0).frames()).hasSize(250);
    assertThat(read(withFrames(250)).framesLeftOut()).isZero();
    assertThat(read(withFrames(251)).exceptions().get(0).frames()).hasSize(250);
    assertThat(read(withFrames(251)).framesLeftOut()).isEqualTo(1);
  }

  @Test
  void realStackOverflow_isRead() {
    Reading reading = read(overflow());

    assertThat(reading.exceptions().get(0).type()).isEqualTo("StackOverflowError");
    assertThat(reading.exceptions().get(0).frames()).isNotEmpty().hasSizeLessThanOrEqualTo(250);
  }

  /** Ids are unique, the logged one is 0, and each cause names the one before it. */
  private static void assertOneTree(List<ThrownException> exceptions) {
    for (int id = 0; id < exceptions.size(); id++) {
      ThrownException exception = exceptions.get(exceptions.size() - 1 - id);
      assertThat(exception.mechanism().exceptionId()).isEqualTo(id);
      assertThat(exception.mechanism().parentId()).isEqualTo(id == 0 ? null : id - 1);
    }
  }

  private Reading read(Throwable throwable) {
    return reader.read(ThrowableView.of(throwable), 7);
  }

  private static Throwable chain(int length) {
    Throwable thrown = null;
    for (int i = length; i > 0; i--) {
      thrown = new RuntimeException(String.valueOf(i), thrown);
    }
    return thrown;
  }

  private static Throwable withFrames(int count) {
    StackTraceElement[] trace = new StackTraceElement[count];
    for (int i = 0; i < count; i++) {
      trace[i] = new StackTraceElement("com.acme.Deep", "call", "Deep.java", i + 1);
    }
    Throwable thrown = new RuntimeException("deep");
    thrown.setStackTrace(trace);
    return thrown;
  }

  private static StackOverflowError overflow() {
    try {
      return recurse(0);
    } catch (StackOverflowError e) {
      return e;
    }
  }

  private static StackOverflowError recurse(int depth) {
    return depth < 0 ? new StackOverflowError() : recurse(depth + 1);
  }

  private static final class Endless extends RuntimeException {
    @Override
    public synchronized Throwable getCause() {
      return new Endless();
    }
  }
}
