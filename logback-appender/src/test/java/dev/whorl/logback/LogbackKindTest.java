package dev.whorl.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.LoggingEventVO;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.BasicMarkerFactory;

@Timeout(20)
class LogbackKindTest {
  private final LoggerContext context = new LoggerContext();
  private final BasicMarkerFactory markers = new BasicMarkerFactory();
  private final List<Exception> samePlace = new ArrayList<>();

  LogbackKindTest() {
    for (int i = 0; i < 2; i++) {
      samePlace.add(new IllegalStateException("order " + i, new IOException("disk " + i)));
    }
  }

  private LoggingEvent event(String message, Throwable thrown) {
    Logger logger = context.getLogger("com.acme.Shop");
    LoggingEvent event = new LoggingEvent("fqcn", logger, Level.ERROR, message, thrown, null);
    event.setMDCPropertyMap(Map.of());
    return event;
  }

  private static long kind(LoggingEvent event) {
    return LogbackLogCall.READER.kind(event, "fingerprint");
  }

  private long kind(Consumer<LoggingEvent> change) {
    LoggingEvent event = event("failed", null);
    change.accept(event);
    return kind(event);
  }

  private long mdc(String key, String value) {
    LoggingEvent event =
        new LoggingEvent(
            "fqcn", context.getLogger("com.acme.Shop"), Level.ERROR, "failed", null, null);
    event.setMDCPropertyMap(Map.of(key, value));
    return kind(event);
  }

  private long marker(Marker marker) {
    return kind(event -> event.addMarker(marker));
  }

  private long keyValue(String key, Object value) {
    return kind(event -> event.addKeyValuePair(new KeyValuePair(key, value)));
  }

  @Test
  void callsThatThrewInOnePlace_areOfOneKindWhateverTheirMessages() {
    assertThat(kind(event("order 1 of alice", samePlace.get(0))))
        .isEqualTo(kind(event("order 2 of bob", samePlace.get(1))));
  }

  @Test
  void otherPlaceOrClass_isAnotherKind() {
    long kind = kind(event("failed", samePlace.get(0)));

    assertThat(kind(event("failed", new IllegalStateException("order", new IOException("disk")))))
        .isNotEqualTo(kind);
    assertThat(kind(event("failed", samePlace.get(0).getCause()))).isNotEqualTo(kind);
    assertThat(kind(event("failed", null))).isNotEqualTo(kind);
  }

  @Test
  void otherPlaceOfTheCause_isAnotherKind() {
    StackTraceElement[] trace = new Exception().getStackTrace();
    Exception first = new Exception("order", new IOException("disk"));
    Exception second = new Exception("order", new IOException("disk"));
    first.setStackTrace(trace);
    second.setStackTrace(trace);

    assertThat(kind(event("failed", first))).isNotEqualTo(kind(event("failed", second)));
  }

  @Test
  void throwablesWithoutTrace_areToldApartByTheirText() {
    Exception first = new Exception("disk 1 is full");
    Exception again = new Exception("disk 22 is full");
    Exception other = new Exception("no memory");
    for (Exception thrown : List.of(first, again, other)) {
      thrown.setStackTrace(new StackTraceElement[0]);
    }

    assertThat(kind(event("failed", first))).isEqualTo(kind(event("failed", again)));
    assertThat(kind(event("failed", first))).isNotEqualTo(kind(event("failed", other)));
  }

  @Test
  void withoutThrowable_loggerAndTemplateTell() {
    long kind = kind(event("order 1 failed", null));

    assertThat(kind(event("order 4711 failed", null))).isEqualTo(kind);
    assertThat(kind(event("order 1 broke", null))).isNotEqualTo(kind);
    LoggingEvent other =
        new LoggingEvent(
            "fqcn", context.getLogger("com.acme.Bank"), Level.ERROR, "order 1 failed", null, null);
    other.setMDCPropertyMap(Map.of());
    assertThat(kind(other)).isNotEqualTo(kind);
  }

  @Test
  void otherFingerprintInMdc_isAnotherKind() {
    assertThat(mdc("fingerprint", "a")).isEqualTo(mdc("fingerprint", "a"));
    assertThat(mdc("fingerprint", "a")).isNotEqualTo(mdc("fingerprint", "b"));
    assertThat(mdc("fingerprint", "order-1")).isNotEqualTo(mdc("fingerprint", "order-2"));
    assertThat(mdc("user", "a")).isEqualTo(mdc("user", "b"));
  }

  @Test
  void otherFingerprintInKeyValues_isAnotherKind() {
    assertThat(keyValue("fingerprint", List.of("a", 1)))
        .isEqualTo(keyValue("fingerprint", List.of("a", 1)))
        .isNotEqualTo(keyValue("fingerprint", List.of("a", 2)));
    assertThat(keyValue("fingerprint", "a")).isNotEqualTo(keyValue("fingerprint", "b"));
    assertThat(keyValue("user", "a")).isEqualTo(keyValue("user", "b"));
    assertThat(keyValue(null, null)).isEqualTo(kind(event("failed", null)));
  }

  @Test
  @SuppressWarnings("deprecation") // SLF4J discourages references, and programs have them.
  void otherMarker_isAnotherKind() {
    Marker audit = markers.getDetachedMarker("AUDIT");
    assertThat(marker(audit)).isEqualTo(marker(markers.getDetachedMarker("AUDIT")));
    assertThat(marker(audit)).isNotEqualTo(marker(markers.getDetachedMarker("OTHER")));
    assertThat(marker(Fingerprints.marker("a", 1))).isEqualTo(marker(Fingerprints.marker("a", 1)));
    assertThat(marker(Fingerprints.marker("a", 1)))
        .isNotEqualTo(marker(Fingerprints.marker("a", 2)));
    Marker outer = markers.getDetachedMarker("OUTER");
    long alone = marker(outer);
    outer.add(Fingerprints.marker("a"));
    assertThat(marker(outer)).isNotEqualTo(alone);
    assertThat(marker(Fingerprints.marker("a").and(audit)))
        .isNotEqualTo(marker(Fingerprints.marker("a")));
  }

  @Test
  @SuppressWarnings("deprecation") // As above.
  void markersInACircle_haveAnEnd() {
    List<Marker> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(markers.getDetachedMarker("M" + i));
    }
    all.forEach(marker -> all.forEach(marker::add));

    assertThat(marker(all.get(0))).isEqualTo(marker(all.get(0)));
  }

  @Test
  void causesInACircle_haveAnEnd() {
    Exception first = new Exception("a");
    Exception second = new Exception("b", first);
    first.initCause(second);

    assertThat(kind(event("failed", first))).isEqualTo(kind(event("failed", first)));
  }

  @Test
  void deepTrace_isReadOnlyAtTheThrow() {
    StackTraceElement[] trace = new StackTraceElement[10_000];
    for (int i = 0; i < trace.length; i++) {
      trace[i] = new StackTraceElement("A", "a", null, i);
    }
    Exception thrown = new Exception("deep");
    thrown.setStackTrace(trace);
    long kind = kind(event("failed", thrown));
    trace[5_000] = new StackTraceElement("B", "b", null, 1);
    thrown.setStackTrace(trace);
    assertThat(kind(event("failed", thrown))).isEqualTo(kind);
    trace[100] = new StackTraceElement("B", "b", null, 1);
    thrown.setStackTrace(trace);
    assertThat(kind(event("failed", thrown))).isNotEqualTo(kind);
  }

  @Test
  void eventFromASocket_hasTheSameKind() throws Exception {
    LoggingEvent event = event("failed", samePlace.get(0));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(LoggingEventVO.build(event));
    }
    LoggingEventVO received =
        (LoggingEventVO)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(LogbackLogCall.READER.kind(received, "fingerprint")).isEqualTo(kind(event));
  }

  @Test
  void eventWithNothingInIt_hasAKind() {
    assertThat(
            LogbackLogCall.READER.kind(
                new LoggingEvent() {
                  @Override
                  public Level getLevel() {
                    return Level.ERROR;
                  }
                },
                "fingerprint"))
        .isNotZero();
  }
}
