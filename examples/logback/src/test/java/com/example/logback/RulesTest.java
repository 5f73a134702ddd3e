package com.example.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import com.example.failures.ArticleRepository;
import com.example.failures.BlogService;
import com.example.failures.OrderClient;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The three scenarios as rules of {@code docs/fingerprints.md}, with log calls that say nothing.
 */
class RulesTest {
  private static final String RULES =
      """
      error.type:HttpCallException -> {{ throwable.method }}, {{ throwable.path }}, {{ throwable.status }}
      error.type:*RpcException -> {{ default }}, {{ throwable.function }}, {{ throwable.errorCode }}
      error.type:PSQLException error.value:"*refused*" -> database-connection-error
      """;

  private static final String LOGBACK =
      """
      <configuration>
        <appender name="whorl" class="dev.whorl.logback.WhorlAppender">
          <folder>%s</folder>
          <rules>%s</rules>
        </appender>
        <root level="INFO"><appender-ref ref="whorl"/></root>
      </configuration>
      """;

  @TempDir Path folder;

  @Test
  void rules_doWhatTheCodeDoes() throws Exception {
    Path events = folder.resolve("events");
    Path rules = Files.writeString(folder.resolve("shop.rules"), RULES);
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        new ByteArrayInputStream(
            LOGBACK.formatted(events, rules).getBytes(StandardCharsets.UTF_8)));

    log(context, () -> new OrderClient().place("one pound of tea"));
    log(context, () -> new BlogService().getAllBlogArticles());
    log(context, () -> new ArticleRepository().count());
    context.stop();

    assertThat(fingerprints(events))
        .containsExactly(
            "[\"POST\",\"/orders\",\"503\"] rule:1",
            "[\"{{ default }}\",\"getAllBlogArticles\",\"42\"] rule:2",
            "[\"database-connection-error\"] rule:3");
  }

  private static void log(LoggerContext context, Runnable failing) {
    try {
      failing.run();
    } catch (RuntimeException e) {
      context.getLogger("com.example.Shop").error("it failed", e);
    }
  }

  private static List<String> fingerprints(Path events) throws Exception {
    List<String> fingerprints = new ArrayList<>();
    try (Stream<Path> files = Files.list(events)) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          var event = new JsonMapper().readTree(line);
          fingerprints.add(
              event.path("fingerprint")
                  + " "
                  + event.at("/contexts/whorl/fingerprint_from").asText());
        }
      }
    }
    return fingerprints;
  }
}
