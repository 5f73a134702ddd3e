package dev.whorl.inbox.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.inbox.cli.RunningInbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What the page marks is what the data say, frame by frame. */
class WhyBrowserTest extends BrowserTestCase {
  @Override
  protected RunningInbox start() throws IOException {
    return RunningInbox.start(
        folder,
        null,
        Files.writeString(folder.resolve("stack.rules"), "stack.function:recall* -group\n"));
  }

  @Test
  void framesThatEnter_areMarkedAndNoOthers() {
    logChain("<inAppIncludes>dev.whorl</inAppIncludes>");

    assertMarked(open().path("why"));
    assertThat(browser.texts(".frame.enters .name")).contains("WhyBrowserTest.stock");
    assertThat(browser.texts(".frame:not(.enters) .name")).contains("WhyBrowserTest.recall");
  }

  @Test
  void framesOfAllCode_areMarkedWhereNoneIsOfTheApplication() {
    logChain("<inAppExcludes>dev.whorl</inAppExcludes>");

    assertMarked(open().path("why"));
    assertThat(browser.texts(".frame.enters")).hasSizeGreaterThan(10);
  }

  @Test
  void fingerprintThatReplaces_leavesNoFrame() {
    logChain("<rules>" + rule("type:IllegalStateException -> stock, {{ level }}") + "</rules>");

    JsonNode why = open().path("why");

    assertMarked(why);
    assertThat(browser.findAll(".frame.enters")).isEmpty();
    assertThat(browser.texts("#why .part")).containsExactly("stock", "error");
  }

  private String rule(String text) {
    try {
      return Files.writeString(folder.resolve("shop.rules"), text + "\n").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void logChain(String settings) {
    try (LoggingProgram shop = new LoggingProgram(inbox.dsn(), settings)) {
      try {
        recall(this::order);
      } catch (RuntimeException e) {
        shop.logger("com.acme.Shop").error("no order", e);
      }
    }
  }

  private void order() {
    try {
      List.of(1).forEach(article -> stock());
    } catch (RuntimeException e) {
      RuntimeException thrown = new IllegalStateException("no order", e);
      thrown.addSuppressed(new IOException("not closed"));
      throw thrown;
    }
  }

  private void recall(Runnable task) {
    Supplier<Boolean> called =
        () -> {
          task.run();
          return true;
        };
    called.get();
  }

  private static void stock() {
    throw new IllegalArgumentException("no stock of 17");
  }

  /** Opens the only group, and returns what the data say of it. */
  private JsonNode open() {
    String hash = inbox.get("groups").path("groups").path(0).path("hash").asText();
    open("/groups/" + hash);
    return inbox.get("groups/" + hash);
  }

  private void assertMarked(JsonNode why) {
    JsonNode group = inbox.get("groups/" + why.path("hash").asText());
    JsonNode exceptions =
        inbox.get("events/" + group.path("latest_event").asText()).path("exception").path("values");
    List<String> expected = new ArrayList<>();
    for (int e = exceptions.size() - 1; e >= 0; e--) {
      JsonNode frames = exceptions.path(e).path("stacktrace").path("frames");
      for (int f = frames.size() - 1; f >= 0; f--) {
        String name = frames.path(f).path("module").asText() + "." + name(frames.path(f));
        expected.add((contributes(why, e, f) ? "enters " : "") + name);
      }
    }
    assertThat(
            browser.list(
                "[...document.querySelectorAll('.frame')].map(f =>"
                    + " (f.classList.contains('enters') && f.querySelector('.mark') ? 'enters ' : '')"
                    + " + f.querySelector('.call bdi').textContent)"))
        .containsExactlyElementsOf(expected);
    assertThat(browser.findAll(".steps li")).hasSize(why.path("contributing").size());
  }

  private static String name(JsonNode frame) {
    return frame.path("function").asText();
  }

  private static boolean contributes(JsonNode why, int exception, int frame) {
    for (JsonNode part : why.path("contributing")) {
      if (part.path("kind").asText().equals("frame")
          && part.path("exception").asInt(-1) == exception
          && part.path("frame").asInt(-1) == frame) {
        return true;
      }
    }
    return false;
  }
}
