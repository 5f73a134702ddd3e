package dev.whorl.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.capture.ThrowableReader.Reading;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrowableView;
import dev.whorl.event.ThrownException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrowableReaderTest {
  private final ThrowableReader reader =
      new ThrowableReader(
          new InAppPackages(List.of("com.acme"), List.of("com.acme.lib")), "auto.log.test");

  @Test
  void nestedClass_keepsItsOuterNameInTheType() {
    ThrownException exception = only(new Nested("broken"));

    assertThat(exception.type()).isEqualTo("ThrowableReaderTest$Nested");
    assertThat(exception.module()).isEqualTo("dev.whorl.capture");
    assertThat(exception.value()).isEqualTo("broken");
    assertThat(exception.threadId()).isEqualTo(7);
  }

  @Test
  void unnamedPackage_hasNoModule() {
    ThrownException exception =
        only(new FakeThrowable("Lonely", null, null, new StackTraceElement[0]));

    assertThat(exception.type()).isEqualTo("Lonely");
    assertThat(exception.module()).isNull();
    assertThat(exception.value()).isNull();
    assertThat(exception.frames()).isEmpty();
  }

  @Test
  void recordOfAThrowable_isReadLikeALiveOne() {
    StackTraceElement[] trace = {new StackTraceElement("com.acme.A", "a", "A.java", 3)};
    ThrowableView cause = new FakeThrowable("com.acme.CauseException", "why", null, trace);
    Reading reading =
        reader.read(new FakeThrowable("com.acme.TopException", "what", cause, trace), 0);

    assertThat(reading.exceptions())
        .extracting(ThrownException::type)
        .containsExactly("CauseException", "TopException");
  }

  @Test
  void frames_areOutermostFirstAndKnowWhoseTheyAre() {
    Throwable thrown = new RuntimeException();
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("com.acme.lib.Json", "parse", "Json.java", 12),
          new StackTraceElement("com.acme.Shop", "buy", null, -1),
          new StackTraceElement("java.lang.Thread", "sleep", "Thread.java", -2),
        });

    assertThat(only(thrown).frames())
        .containsExactly(
            new StackFrame("java.lang.Thread", "sleep", "Thread.java", 0, null),
            new StackFrame("com.acme.Shop", "buy", null, 0, true),
            new StackFrame("com.acme.lib.Json", "parse", "Json.java", 12, false));
  }

  @Test
  void throwingGetMessage_isToldInPlaceOfTheMessage() {
    Reading reading =
        read(
            new RuntimeException() {
              @Override
              public String getMessage() {
                throw new IllegalStateException();
              }
            });

    assertThat(reading.exceptions().get(0).value())
        .isEqualTo("[getMessage failed: java.lang.IllegalStateException]");
    assertThat(reading.exceptions().get(0).frames()).isNotEmpty();
    assertThat(reading.unreadable())
        .singleElement()
        .asString()
        .endsWith(": getMessage threw java.lang.IllegalStateException");
  }

  @Test
  void throwingGetCause_endsTheChainAndIsTold() {
    Reading reading =
        read(
            new RuntimeException("top") {
              @Override
              public synchronized Throwable getCause() {
                throw new StackOverflowError();
              }
            });

    assertThat(reading.exceptions())
        .singleElement()
        .extracting(ThrownException::value)
        .isEqualTo("top");
    assertThat(reading.unreadable())
        .singleElement()
        .asString()
        .endsWith(": getCause threw java.lang.StackOverflowError");
  }

  @Test
  void throwingGetStackTrace_isToldOnce() {
    Reading reading = read(new WithTrace(null, true));

    assertThat(reading.exceptions().get(0).frames()).isEmpty();
    assertThat(reading.unreadable())
        .containsExactly(
            WithTrace.class.getName() + ": getStackTrace threw java.lang.IllegalStateException");
  }

  @Test
  void nullStackTrace_isTold() {
    Reading reading = read(new WithTrace(null, false));

    assertThat(reading.exceptions().get(0).frames()).isEmpty();
    assertThat(reading.unreadable())
        .containsExactly(WithTrace.class.getName() + ": getStackTrace gave nothing");
  }

  @Test
  void traceWithNullElements_keepsTheOthers() {
    StackTraceElement real = new StackTraceElement("com.acme.A", "a", "A.java", 3);
    Reading reading = read(new WithTrace(new StackTraceElement[] {null, real, null}, false));

    assertThat(reading.exceptions().get(0).frames()).hasSize(1);
  }

  @Test
  void emptyStackTrace_needsNoExplanation() {
    Reading reading = read(new WithTrace(new StackTraceElement[0], false));

    assertThat(reading.unreadable()).isEmpty();
  }

  @Test
  void manyUnreadableExceptions_areToldABoundedNumberOfTimes() {
    Throwable thrown = new RuntimeException();
    for (int i = 0; i < 40; i++) {
      thrown.addSuppressed(new WithTrace(null, true));
    }

    assertThat(read(thrown).unreadable()).hasSize(10);
    assertThat(read(thrown).exceptions()).hasSize(41);
  }

  private Reading read(Throwable throwable) {
    return reader.read(ThrowableView.of(throwable), 7);
  }

  private ThrownException only(Throwable throwable) {
    return only(ThrowableView.of(throwable));
  }

  private ThrownException only(ThrowableView view) {
    List<ThrownException> exceptions = reader.read(view, 7).exceptions();
    assertThat(exceptions).hasSize(1);
    return exceptions.get(0);
  }

  private static final class Nested extends RuntimeException {
    Nested(String message) {
      super(message);
    }
  }

  private static final class WithTrace extends RuntimeException {
    private final transient StackTraceElement[] trace;
    private final boolean fails;

    WithTrace(StackTraceElement[] trace, boolean fails) {
      this.trace = trace;
      this.fails = fails;
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      if (fails) {
        throw new IllegalStateException();
      }
      return trace;
    }
  }
}
