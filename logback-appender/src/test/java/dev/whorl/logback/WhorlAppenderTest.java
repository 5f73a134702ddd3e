package dev.whorl.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.LoggingEventVO;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.contract.EventServer;
import dev.whorl.event.DropReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.helpers.BasicMarkerFactory;

/**
 * What only Logback has: events from a socket, several markers, throwables that fail while they are
 * read.
 */
class WhorlAppenderTest {
  private final EventServer server = new EventServer();
  private final LoggerContext context = new LoggerContext();
  private final Logger logger = context.getLogger("com.acme.Shop");
  private final ListAppender<ILoggingEvent> other = new ListAppender<>();
  private final WhorlAppender appender = new WhorlAppender();

  @BeforeEach
  void start() {
    appender.setContext(context);
    appender.setName("whorl");
    appender.setDsn(server.dsn("1"));
    appender.setServerName("test-host");
    appender.start();
    other.setContext(context);
    other.start();
    logger.addAppender(appender);
    logger.addAppender(other);
  }

  @AfterEach
  void close() {
    context.stop();
    server.close();
  }

  private JsonNode event() {
    context.stop();
    assertThat(server.events()).hasSize(1);
    return server.events().get(0);
  }

  @Test
  void eventFromASocket_isReadFromItsRecord() throws Exception {
    context.setMDCAdapter(MDC.getMDCAdapter());
    IOException cause = new IOException("disk");
    RuntimeException thrown = new RuntimeException("order", cause);
    thrown.addSuppressed(new IllegalStateException("on close"));
    LoggingEvent event =
        new LoggingEvent("fqcn", logger, Level.ERROR, "Order {} failed", thrown, new Object[] {7});
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(LoggingEventVO.build(event));
    }
    ILoggingEvent received =
        (ILoggingEvent)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    appender.doAppend(received);
    JsonNode sent = event();

    assertThat(sent.at("/logentry/formatted").asText()).isEqualTo("Order 7 failed");
    assertThat(sent.at("/exception/values"))
        .extracting(e -> e.get("type").asText() + ": " + e.get("value").asText())
        .containsExactly(
            "IllegalStateException: on close", "IOException: disk", "RuntimeException: order");
    JsonNode frames = sent.at("/exception/values/2/stacktrace/frames");
    assertThat(frames.get(frames.size() - 1).get("function").asText())
        .isEqualTo("eventFromASocket_isReadFromItsRecord");
  }

  @Test
  void severalMarkers_areAllRead() {
    BasicMarkerFactory markers = new BasicMarkerFactory();
    logger
        .atError()
        .addMarker(markers.getDetachedMarker("AUDIT"))
        .addMarker(Fingerprints.marker("a", "b"))
        .addMarker(markers.getDetachedMarker("BILLING"))
        .log("failed");
    JsonNode event = event();

    assertThat(event.get("fingerprint").toString()).isEqualTo("[\"a\",\"b\"]");
    assertThat(event.at("/tags/marker").asText()).isEqualTo("AUDIT,BILLING");
  }

  @Test
  void emptyFingerprintMarker_doesNotHideAnother_andANestedOneCountsLess() {
    Marker nested = new BasicMarkerFactory().getDetachedMarker("AUDIT");
    nested.add(Fingerprints.marker("nested"));
    logger
        .atError()
        .addMarker(nested)
        .addMarker(Fingerprints.marker("direct"))
        .addMarker(Fingerprints.marker(""))
        .log("failed");

    assertThat(event().get("fingerprint").toString()).isEqualTo("[\"direct\"]");
  }

  @Test
  void nullAsFingerprint_isNone() {
    logger
        .atError()
        .addKeyValue("fingerprint", (Object) null)
        .addKeyValue("other", (Object) null)
        .log("failed");

    assertThat(event().has("fingerprint")).isFalse();
  }

  @Test
  void secretsInArraysAndDeepMaps_areMasked() {
    Object deep = Map.of("password", "deepSECRET");
    for (int i = 0; i < 6; i++) {
      deep = Map.of("n", deep);
    }
    logger
        .atError()
        .addKeyValue("items", new Object[] {Map.of("password", "hunter22xyz")})
        .addKeyValue("deep", deep)
        .log("failed");
    String event = event().toString();

    assertThat(event).doesNotContain("hunter22xyz").doesNotContain("deepSECRET");
    assertThat(event).contains("[Filtered]").contains("[deeper]");
  }

  @Test
  void throwableThatFailsWhileItIsRead_reachesAllAppendersWithItsPairsAndMarkers() {
    RuntimeException broken =
        new RuntimeException() {
          private static final long serialVersionUID = 1;

          @Override
          public String getMessage() {
            throw new IllegalStateException("broken");
          }
        };
    logger
        .atError()
        .addMarker(Fingerprints.marker("a"))
        .addKeyValue("order", 7)
        .setCause(broken)
        .log("failed {}", 1);
    logger.error("failed {}", 2, broken);
    context.stop();

    assertThat(other.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("failed 1", "failed 2");
    assertThat(other.list.get(0).getThrowableProxy().getMessage())
        .contains(broken.getClass().getName());
    assertThat(server.events())
        .hasSize(2)
        .anySatisfy(
            event -> {
              assertThat(event.at("/contexts/Key-Values/order").asInt()).isEqualTo(7);
              assertThat(event.at("/fingerprint/0").asText()).isEqualTo("a");
            })
        .allSatisfy(
            event ->
                assertThat(event.at("/exception/values/0/value").asText())
                    .isEqualTo("[getMessage failed: java.lang.IllegalStateException]"));
  }

  @Test
  void guard_staysOutOfCallsThatNobodyWants() {
    logger.setLevel(Level.OFF);
    logger.error("not logged", new RuntimeException("x"));

    assertThat(other.list).isEmpty();
    assertThat(appender.metrics().logged()).isZero();
  }

  @Test
  void stop_takesTheGuardOutOfTheContext() {
    assertThat(context.getTurboFilterList()).hasSize(1);
    appender.stop();
    assertThat(context.getTurboFilterList()).isEmpty();
  }

  @Test
  void appenderWithoutName_andStartedTwice_works() {
    WhorlAppender nameless = new WhorlAppender();
    nameless.setContext(context);
    nameless.setDsn(server.dsn("2"));
    nameless.start();
    nameless.start();
    assertThat(nameless.isStarted()).isTrue();
    nameless.stop();
    nameless.stop();
    assertThat(nameless.isStarted()).isFalse();
  }

  @Test
  void hookGivenAsObject_isUsed() {
    WhorlAppender programmatic = new WhorlAppender();
    programmatic.setContext(context);
    programmatic.setDsn(server.dsn("2"));
    programmatic.beforeSend((event, call) -> null);
    assertThat(programmatic.metrics()).isNull();
    programmatic.start();
    programmatic.doAppend(new LoggingEvent("fqcn", logger, Level.ERROR, "failed", null, null));
    programmatic.stop();

    assertThat(programmatic.metrics().dropped()).isEqualTo(Map.of(DropReason.BEFORE_SEND, 1L));
  }
}
