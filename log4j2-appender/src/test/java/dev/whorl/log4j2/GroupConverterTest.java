package dev.whorl.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.contract.EventServer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.impl.MutableLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only Log4j has: plugins, reused events, several appenders by name. */
class GroupConverterTest {
  private final EventServer server = new EventServer();
  private final Configuration configuration = new DefaultConfiguration();
  private final PatternLayout layout = layout(configuration);

  @AfterEach
  void close() {
    configuration.getAppenders().values().stream()
        .filter(WhorlAppender.class::isInstance)
        .forEach(appender -> appender.stop());
    server.close();
  }

  private static PatternLayout layout(Configuration configuration) {
    return PatternLayout.newBuilder()
        .withConfiguration(configuration)
        .withPattern("%group{full}")
        .withAlwaysWriteExceptions(false)
        .build();
  }

  private WhorlAppender added(String name, String fingerprintKey) {
    WhorlAppender appender =
        WhorlAppender.newBuilder()
            .setName(name)
            .setDsn(server.dsn("1"))
            .setServerName("test-host")
            .setFingerprintKey(fingerprintKey)
            .build();
    configuration.addAppender(appender);
    return appender;
  }

  private static LogEvent failed() {
    SortedArrayStringMap context = new SortedArrayStringMap();
    context.putValue("one", "from-one");
    context.putValue("two", "from-two");
    return Log4jLogEvent.newBuilder()
        .setLoggerName("com.acme.Shop")
        .setLevel(Level.ERROR)
        .setMessage(new SimpleMessage("failed"))
        .setContextData(context)
        .setThrown(new RuntimeException("x"))
        .build();
  }

  @Test
  void appenderThatStartsStopsAndStartsAgain_isFollowed() {
    LogEvent event = failed();
    WhorlAppender whorl = added("whorl", "fingerprint");
    assertThat(layout.toSerializable(event)).isEmpty();
    whorl.start();
    String group = layout.toSerializable(event);
    assertThat(group).matches("[0-9a-f]{32}");
    whorl.stop();
    assertThat(layout.toSerializable(event)).isEmpty();
    whorl.start();
    assertThat(layout.toSerializable(event)).isEqualTo(group);
  }

  @Test
  void ofTwoAppenders_theFirstByNameThatIsStartedTells() {
    WhorlAppender b = added("b", "one");
    WhorlAppender a = added("a", "two");
    b.start();
    LogEvent event = failed();
    String ofB = layout.toSerializable(event);
    a.start();
    String ofA = layout.toSerializable(event);
    a.stop();

    assertThat(ofB).matches("[0-9a-f]{32}").isNotEqualTo(ofA);
    assertThat(ofA).matches("[0-9a-f]{32}");
    assertThat(layout.toSerializable(event)).isEqualTo(ofB);
  }

  /** The same object, as in a garbage-free configuration. */
  @Test
  void reusedEvent_isAnotherCall() {
    added("whorl", "one").start();
    MutableLogEvent reused = new MutableLogEvent();
    LogEvent event = failed();
    reused.initFrom(event);
    String first = layout.toSerializable(reused);
    SortedArrayStringMap context = new SortedArrayStringMap();
    context.putValue("one", "from-another");
    reused.setContextData(context);

    assertThat(first).isEqualTo(layout.toSerializable(event));
    assertThat(layout.toSerializable(reused)).matches("[0-9a-f]{32}").isNotEqualTo(first);
  }

  @Test
  void patternWithoutConfigurationOrOptions_isEmpty() {
    StringBuilder line = new StringBuilder();
    GroupConverter.newInstance(null, null).format(failed(), line);

    assertThat(line).isEmpty();
  }
}
