package dev.whorl.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.impl.MutableLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ObjectMessage;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.ReusableMessageFactory;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.message.StringMapMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class Log4jKindTest {
  /** Whoever asks for its trace or its causes makes a test fail. */
  private static final class Untouchable extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new AssertionError("asked for its trace");
    }

    @Override
    public String getMessage() {
      throw new AssertionError("asked for its message");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new AssertionError("asked for its cause");
    }
  }

  /** A message class of a program that fails. */
  private record Failing() implements Message {
    @Override
    public String getFormattedMessage() {
      throw new IllegalStateException("formatted");
    }

    @Override
    public String getFormat() {
      throw new IllegalStateException("format");
    }

    @Override
    public Object[] getParameters() {
      return null;
    }

    @Override
    public Throwable getThrowable() {
      return null;
    }
  }

  private static Log4jLogEvent.Builder event(String message) {
    return event(new SimpleMessage(message));
  }

  private static Log4jLogEvent.Builder event(Message message) {
    return Log4jLogEvent.newBuilder()
        .setLoggerName("com.acme.Shop")
        .setLevel(Level.ERROR)
        .setMessage(message);
  }

  private static long kind(Log4jLogEvent.Builder event) {
    return Log4jLogCall.READER.kind(event.build(), "fingerprint");
  }

  private static long mdc(String key, Object value) {
    SortedArrayStringMap context = new SortedArrayStringMap();
    context.putValue(key, value);
    return kind(event("failed").setContextData(context));
  }

  private static long marker(Marker marker) {
    return kind(event("failed").setMarker(marker));
  }

  private static long entry(String key, String value) {
    return kind(event(new StringMapMessage(Map.of(key, value))));
  }

  @Test
  void classLoggerAndTemplate_tellKindsApart() {
    long kind = kind(event("failed").setThrown(new IllegalStateException("a")));

    assertThat(kind(event("failed").setThrown(new IllegalStateException("b")))).isEqualTo(kind);
    assertThat(kind(event("failed").setThrown(new IllegalArgumentException("a"))))
        .isNotEqualTo(kind);
    assertThat(kind(event("broke").setThrown(new IllegalStateException("a")))).isNotEqualTo(kind);
    assertThat(
            kind(
                event("failed")
                    .setThrown(new IllegalStateException("a"))
                    .setLoggerName("com.acme.Bank")))
        .isNotEqualTo(kind);
    assertThat(kind(event("failed"))).isNotEqualTo(kind);
  }

  @Test
  void digitsAndParameters_doNotMatter() {
    assertThat(kind(event("order 1 failed"))).isEqualTo(kind(event("order 4711 failed")));
    assertThat(kind(event(new ParameterizedMessage("order {} failed", "a"))))
        .isEqualTo(kind(event(new ParameterizedMessage("order {} failed", "b"))));
  }

  @Test
  void throwablesOwnCode_doesNotRun() {
    assertThat(Log4jKind.of(thrown(), "fingerprint"))
        .isEqualTo(Log4jKind.of(thrown(), "fingerprint"));
  }

  /** Not built by a builder, which reads the throwable. */
  private static MutableLogEvent thrown() {
    MutableLogEvent event = new MutableLogEvent();
    event.setLoggerName("com.acme.Shop");
    event.setLevel(Level.ERROR);
    event.setMessage(new SimpleMessage("failed"));
    event.setThrown(new Untouchable());
    return event;
  }

  private static long reused(String template, Object parameter) {
    MutableLogEvent event = new MutableLogEvent();
    event.setLoggerName("com.acme.Shop");
    event.setMessage(ReusableMessageFactory.INSTANCE.newMessage(template, parameter));
    return Log4jLogCall.READER.kind(event, "fingerprint");
  }

  @Test
  void reusedMessages_areToldApartByTheirTemplates() {
    assertThat(reused("order {} failed", "a"))
        .isEqualTo(reused("order {} failed", "b"))
        .isNotEqualTo(reused("order {} broke", "a"));
  }

  @Test
  void otherFingerprintInTheContext_isAnotherKind() {
    assertThat(mdc("fingerprint", "order-1"))
        .isEqualTo(mdc("fingerprint", "order-1"))
        .isNotEqualTo(mdc("fingerprint", "order-2"));
    assertThat(mdc("fingerprint", 1)).isNotEqualTo(mdc("fingerprint", 2));
    assertThat(mdc("user", "a")).isEqualTo(mdc("user", "b"));
  }

  @Test
  void otherFingerprintInAMapMessage_isAnotherKind() {
    assertThat(entry("fingerprint", "order-1"))
        .isEqualTo(entry("fingerprint", "order-1"))
        .isNotEqualTo(entry("fingerprint", "order-2"));
    assertThat(entry("order", "1")).isEqualTo(entry("order", "2")).isNotEqualTo(entry("user", "1"));
    assertThat(entry("order", "a")).isNotEqualTo(entry("order", "b"));
  }

  @Test
  void otherMarker_isAnotherKind() {
    Marker audit = new MarkerManager.Log4jMarker("AUDIT");
    Marker other = new MarkerManager.Log4jMarker("OTHER");
    assertThat(marker(audit))
        .isEqualTo(marker(new MarkerManager.Log4jMarker("AUDIT")))
        .isNotEqualTo(marker(other));
    assertThat(marker(Fingerprints.marker("a", 1)))
        .isEqualTo(marker(Fingerprints.marker("a", 1)))
        .isNotEqualTo(marker(Fingerprints.marker("a", 2)))
        .isNotEqualTo(marker(Fingerprints.marker("a", 1).and(audit)));
    assertThat(marker(new MarkerManager.Log4jMarker("OUTER").addParents(Fingerprints.marker("a"))))
        .isNotEqualTo(
            marker(new MarkerManager.Log4jMarker("OUTER").addParents(Fingerprints.marker("b"))));
  }

  @Test
  void manyMarkers_haveAnEnd() {
    Marker marker = new MarkerManager.Log4jMarker("M");
    for (int i = 0; i < 1000; i++) {
      marker = Fingerprints.marker("a" + i).and(marker, marker, marker);
    }

    assertThat(marker(marker)).isEqualTo(marker(marker));
  }

  @Test
  void messageThatFails_hasAKind() {
    assertThat(kind(event(new Failing()))).isEqualTo(kind(event(new Failing())));
  }

  @Test
  void objects_areToldApartByTheirText() {
    assertThat(kind(event(new ObjectMessage(List.of("a")))))
        .isNotEqualTo(kind(event(new ObjectMessage(List.of("b")))));
  }

  @Test
  void eventWithNothingInIt_hasAKind() {
    assertThat(Log4jLogCall.READER.kind(new MutableLogEvent(), "fingerprint")).isNotZero();
  }

  @Test
  void causesInACircle_areNotLookedAt() {
    Exception first = new Exception("a");
    first.initCause(new Exception("b", first));
    List<Long> kinds = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      MutableLogEvent event = thrown();
      event.setThrown(first);
      kinds.add(Log4jLogCall.READER.kind(event, "fingerprint"));
    }

    assertThat(kinds.get(0)).isEqualTo(kinds.get(1));
  }
}
