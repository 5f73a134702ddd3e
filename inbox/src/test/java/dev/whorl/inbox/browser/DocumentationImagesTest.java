package dev.whorl.inbox.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.whorl.inbox.cli.RunningInbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Takes the images of the documentation, of a shop's day. It is run for that only, with the folder
 * where they go: {@code -Dwhorl.images=FOLDER}.
 */
@EnabledIfSystemProperty(
    named = "whorl.images",
    matches = ".+",
    disabledReason = "images are not wanted")
class DocumentationImagesTest extends BrowserTestCase {
  private static final String RULES =
      """
      # What suppliers send
      logger:"com.acme.shop.feed.*" type:ImportException -> feed-import
      # One group for each bank
      # type:PaymentException -> {{ default }}, {{ tags.bank }}
      """;

  private final Path images = Path.of(System.getProperty("whorl.images", "."));

  @Override
  protected RunningInbox start() throws IOException {
    Path home = Path.of(System.getProperty("whorl.images.home", folder.toString()));
    Files.createDirectories(home);
    return RunningInbox.start(home, Files.writeString(home.resolve("shop.rules"), RULES), null);
  }

  @Test
  void takeImages() throws IOException {
    fill();
    Files.createDirectories(images);
    browser.driver().executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));

    open("/");
    browser.size(1280, 800);
    take("groups");

    String payment =
        "[...document.querySelectorAll('.title')].find(t =>"
            + " t.textContent.startsWith('PaymentException')).pathname";
    open((String) browser.eval(payment));
    browser.size(1280, 1000);
    take("group");

    open("/rules");
    browser.size(1280, 640);
    tryOut(
        "# What suppliers send\n"
            + "logger:\"com.acme.shop.feed.*\" type:ImportException -> feed-import\n"
            + "# One group for each bank\n"
            + "type:PaymentException -> {{ default }}, {{ tags.bank }}\n"
            + "# Whatever kept the program from its database or its stock\n"
            + "type:DataAccessResourceFailureException -> backend-down\n"
            + "type:HttpCallException -> backend-down\n");
    take("rules");

    open("/status");
    browser.size(1280, 530);
    take("status");
  }

  private void tryOut(String rules) {
    browser
        .driver()
        .executeScript(
            "document.querySelector('.CodeMirror').CodeMirror.setValue(arguments[0])", rules);
    browser.find("#preview-start").click();
    browser.await("a preview", () -> !browser.findAll("#preview[data-state=done]").isEmpty());
    browser.awaitText(".verdict", "Valid");
  }

  private void fill() throws IOException {
    List<String> events = new ShopEvents(Instant.now()).all();
    int sent = events.size() * 4 / 5;
    events.subList(0, sent).forEach(this::postEnvelope);
    Files.createDirectories(inbox.folder());
    Files.write(
        inbox.folder().resolve("events-20261125T070000000-abcdefgh-0000.ndjson"),
        events.subList(sent, events.size()));
    postEnvelope(events.get(0));
    inbox.postStore("[]");
    inbox.postEnvelope(
        """
        {}
        {"type":"client_report"}
        {"discarded_events":[{"reason":"queue_overflow","category":"error","quantity":41},{"reason":"network_error","category":"error","quantity":7}]}
        {"type":"session"}
        {}
        """);
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> inbox.get("status").path("stored").asInt() == events.size());
  }

  private void postEnvelope(String event) {
    assertThat(inbox.postEnvelope("{}\n{\"type\":\"event\"}\n" + event + "\n").statusCode())
        .isEqualTo(200);
  }

  private void take(String name) throws IOException {
    browser.await("the page is drawn", () -> !browser.texts("main").isEmpty());
    Files.write(images.resolve(name + ".png"), browser.screenshot());
  }
}
