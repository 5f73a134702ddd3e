package dev.whorl.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that ends without stopping its logging loses nothing, with and without a queue in
 * front.
 */
class JvmExitTest {
  private static final int ERRORS = 300;

  @TempDir Path folder;

  /** Run in a JVM of its own. */
  static final class Program {
    public static void main(String[] args) {
      Logger logger = LoggerFactory.getLogger("com.acme.Shop");
      for (int i = 0; i < ERRORS; i++) {
        logger.error("error {}", i, new IllegalStateException("x"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WHORL", "ASYNC"})
  void exitWithoutStop_deliversAll(String appender) throws Exception {
    assertThat(run(appender, "Program")).hasSize(ERRORS).doesNotHaveDuplicates();
  }

  @Test
  void exitRightAfterTheFirstError_deliversIt() throws Exception {
    assertThat(run("WHORL", "OneError")).hasSize(1);
  }

  /** Ends the JVM in the middle. */
  static final class OneError {
    public static void main(String[] args) {
      LoggerFactory.getLogger("com.acme.Shop").error("the only one");
      System.exit(3);
    }
  }

  /** Stops its logging as its last deed; AsyncAppender does not wait for its appenders. */
  static final class StopsLast {
    public static void main(String[] args) {
      Program.main(args);
      ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WHORL", "ASYNC"})
  void stopAsTheLastDeed_deliversAll(String appender) throws Exception {
    assertThat(run(appender, "StopsLast")).hasSize(ERRORS);
  }

  private List<String> run(String appender, String program) throws Exception {
    Path xml = Files.writeString(folder.resolve("logback.xml"), configuration(appender));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlogback.configurationFile=" + xml,
                "-cp",
                System.getProperty("java.class.path"),
                JvmExitTest.class.getName() + "$" + program)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return lines(folder.resolve("events"));
  }

  private String configuration(String appender) {
    return """
        <configuration>
          <appender name="WHORL" class="dev.whorl.logback.WhorlAppender">
            <dsn>${NONE:-}</dsn>
            <folder>%s</folder>
            <serverName>test-host</serverName>
            <groupLimit>0</groupLimit>
          </appender>
          <appender name="ASYNC" class="ch.qos.logback.classic.AsyncAppender">
            <queueSize>1024</queueSize>
            <appender-ref ref="WHORL" />
          </appender>
          <root level="INFO"><appender-ref ref="%s" /></root>
        </configuration>
        """
        .formatted(folder.resolve("events"), appender);
  }

  private static List<String> lines(Path events) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(events)) {
      for (Path file : files.toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }
}
