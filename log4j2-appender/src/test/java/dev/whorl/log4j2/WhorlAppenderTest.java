package dev.whorl.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.contract.EventServer;
import dev.whorl.event.DropReason;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.impl.MutableLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.message.StringMapMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only Log4j has: builders, reused messages, map messages, custom levels. */
class WhorlAppenderTest {
  private final EventServer server = new EventServer();

  @AfterEach
  void close() {
    server.close();
  }

  private WhorlAppender.Builder builder() {
    return WhorlAppender.newBuilder()
        .setName("whorl")
        .setDsn(server.dsn("1"))
        .setServerName("test-host");
  }

  private static Log4jLogEvent.Builder event() {
    return Log4jLogEvent.newBuilder().setLoggerName("com.acme.Shop").setLevel(Level.ERROR);
  }

  private JsonNode sent(WhorlAppender appender, Log4jLogEvent.Builder event) {
    appender.start();
    appender.append(event.build());
    appender.stop();
    assertThat(server.events()).hasSize(1);
    return server.events().get(0);
  }

  @Test
  void hookGivenAsObject_isUsed() {
    WhorlAppender appender = builder().beforeSend((event, call) -> null).build();
    assertThat(appender.metrics()).isNull();
    appender.start();
    appender.append(event().setMessage(new SimpleMessage("failed")).build());
    appender.stop();

    assertThat(appender.metrics().dropped()).isEqualTo(Map.of(DropReason.BEFORE_SEND, 1L));
  }

  @Test
  void brokenSettings_buildNoAppender() {
    assertThat(builder().setQueueCapacity("none").build()).isNull();
  }

  @Test
  void secretsInAMapMessage_areMaskedInItsTextToo() {
    StringMapMessage message =
        new StringMapMessage().with("order", "17").with("password", "abc").with("pin", "99");
    JsonNode event = sent(builder().setScrub("pin").build(), event().setMessage(message));

    assertThat(event.at("/contexts/Key-Values/order").asText()).isEqualTo("17");
    assertThat(event.at("/contexts/Key-Values/password").asText()).isEqualTo("[Filtered]");
    assertThat(event.at("/logentry/formatted").asText())
        .contains("order=\"17\"")
        .contains("password=\"[Filtered]\"")
        .contains("pin=\"[Filtered]\"");
  }

  @Test
  void customLevel_countsAsTheNextLessSevereStandardLevel() {
    JsonNode event =
        sent(
            builder().setMinimumEventLevel("INFO").build(),
            event().setLevel(Level.forName("NOTICE", 350)).setMessage(new SimpleMessage("x")));

    assertThat(event.get("level").asText()).isEqualTo("info");
  }

  @Test
  void reusedEvent_isReadBeforeItIsUsedAgain() {
    MutableLogEvent reused = new MutableLogEvent();
    reused.setLevel(Level.ERROR);
    reused.setLoggerName("com.acme.Shop");
    reused.setMessage(new SimpleMessage("first"));
    WhorlAppender appender = builder().build();
    appender.start();
    appender.append(reused);
    reused.setMessage(new SimpleMessage("second"));
    reused.setLoggerName("com.acme.Other");
    appender.stop();

    assertThat(server.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.at("/logentry/formatted").asText()).isEqualTo("first");
              assertThat(event.get("logger").asText()).isEqualTo("com.acme.Shop");
            });
  }

  @Test
  void appenderAddedByAProgram_reports() {
    try (LoggerContext context = new LoggerContext("programmatic")) {
      Configuration configuration = new DefaultConfiguration();
      List.copyOf(configuration.getRootLogger().getAppenders().keySet())
          .forEach(configuration.getRootLogger()::removeAppender);
      WhorlAppender appender = builder().build();
      appender.start();
      configuration.addAppender(appender);
      configuration.getRootLogger().addAppender(appender, null, null);
      context.start(configuration);
      context.getLogger("com.acme.Shop").error("failed", new IllegalStateException("x"));
    }

    assertThat(server.events()).hasSize(1);
  }
}
