package dev.whorl.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.LoggingEventVO;
import dev.whorl.contract.EventServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/**
 * What only Logback has: conversion rules, records of throwables, appenders started by programs.
 */
class GroupConverterTest {
  private final EventServer server = new EventServer();
  private final LoggerContext context = new LoggerContext();
  private final Logger logger = context.getLogger("com.acme.Shop");
  private final GroupConverter converter = new GroupConverter();
  private final List<WhorlAppender> appenders = new ArrayList<>();

  GroupConverterTest() {
    context.setMDCAdapter(MDC.getMDCAdapter());
    converter.setContext(context);
    converter.setOptionList(List.of("full"));
    converter.start();
  }

  @AfterEach
  void close() {
    appenders.forEach(WhorlAppender::stop);
    context.stop();
    server.close();
  }

  private WhorlAppender appender(String name, String fingerprintKey) {
    WhorlAppender appender = new WhorlAppender();
    appenders.add(appender);
    appender.setContext(context);
    appender.setName(name);
    appender.setDsn(server.dsn("1"));
    appender.setServerName("test-host");
    appender.setFingerprintKey(fingerprintKey);
    return appender;
  }

  private LoggingEvent failed() {
    return new LoggingEvent(
        "fqcn", logger, Level.ERROR, "failed", new RuntimeException("x"), new Object[0]);
  }

  private long told() {
    return context.getStatusManager().getCopyOfStatusList().stream()
        .filter(status -> status.getMessage().contains("no appender of Whorl is started"))
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"class", "converterClass"})
  void conversionRule_isKnownByBothNamesOfItsAttribute(String attribute) throws Exception {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        new ByteArrayInputStream(
            """
            <configuration>
              <conversionRule conversionWord="group" %s="dev.whorl.logback.GroupConverter"/>
              <appender name="list" class="%s">
                <layout class="ch.qos.logback.classic.PatternLayout">
                  <pattern>%%group|%%-10group|%%group{full}|%%msg</pattern>
                </layout>
              </appender>
              <appender name="whorl" class="dev.whorl.logback.WhorlAppender">
                <dsn>%s</dsn>
              </appender>
              <root level="INFO"><appender-ref ref="list"/><appender-ref ref="whorl"/></root>
            </configuration>
            """
                .formatted(attribute, LayoutAppender.class.getName(), server.dsn("1"))
                .getBytes(StandardCharsets.UTF_8)));
    logger.error("failed", new RuntimeException("x"));
    LayoutAppender list =
        (LayoutAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("list");
    String line = list.lines.get(0);
    context.stop();
    String group = server.events().get(0).at("/contexts/whorl/group").asText();

    String first = group.substring(0, 8);
    assertThat(line).startsWith(first + "|" + first + "  |" + group + "|failed");
  }

  @Test
  void appenderThatStartsStopsAndStartsAgain_isFollowed() {
    LoggingEvent event = failed();
    assertThat(converter.convert(event)).isEmpty();
    WhorlAppender whorl = appender("whorl", "fingerprint");
    whorl.start();
    String group = converter.convert(event);
    assertThat(group).matches("[0-9a-f]{32}");
    whorl.stop();
    assertThat(converter.convert(event)).isEmpty();
    whorl.start();
    assertThat(converter.convert(event)).isEqualTo(group);

    assertThat(told()).isEqualTo(1);
  }

  @Test
  void ofTwoAppenders_theOneThatStartedFirstTells() {
    WhorlAppender first = appender("z", "one");
    WhorlAppender second = appender("a", "two");
    first.start();
    second.start();
    LoggingEvent event = failed();
    event.setMDCPropertyMap(Map.of("one", "from-one", "two", "from-two"));
    String ofFirst = converter.convert(event);
    first.stop();
    String ofSecond = converter.convert(event);

    assertThat(ofFirst).matches("[0-9a-f]{32}").isNotEqualTo(ofSecond);
    assertThat(ofSecond).matches("[0-9a-f]{32}");
  }

  @Test
  void recordOfAThrowable_hasTheGroupOfTheThrowable() throws Exception {
    appender("whorl", "fingerprint").start();
    LoggingEvent event = failed();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(LoggingEventVO.build(event));
    }
    ILoggingEvent received =
        (ILoggingEvent)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(converter.convert(received))
        .matches("[0-9a-f]{32}")
        .isEqualTo(converter.convert(event));
  }

  @Test
  void converterWithoutContextOrStart_isEmpty() {
    GroupConverter alone = new GroupConverter();
    assertThat(alone.convert(failed())).isEmpty();
    alone.start();
    assertThat(alone.convert(failed())).isEmpty();
  }
}
