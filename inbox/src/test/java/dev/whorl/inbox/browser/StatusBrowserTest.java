package dev.whorl.inbox.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

class StatusBrowserTest extends BrowserTestCase {
  @Test
  void numbersOfAnOpenPage_goOn_andAreThoseOfTheData() {
    open("/");
    browser.driver().findElement(By.linkText("Status")).click();
    browser.awaitText("#events", "0");

    try (LoggingProgram shop = new LoggingProgram(inbox.dsn(), "")) {
      shop.logger("com.acme.Shop").error("no order", new IllegalStateException("out of stock"));
    }
    inbox.postEnvelope(
        """
        {}
        {"type":"client_report"}
        {"discarded_events":[{"reason":"queue_overflow","category":"error","quantity":5}]}
        {"type":"session"}
        {}
        """);
    assertThat(inbox.postStore("[]").statusCode()).isEqualTo(400);

    browser.awaitText("#rejected", "broken event");
    browser.awaitText("#losses", "queue overflow");
    JsonNode status = inbox.get("status");
    assertThat(browser.texts("#events, #groups, #suppressed"))
        .containsExactly(
            status.path("groups").asText(),
            status.path("events").asText(),
            status.path("suppressed").asText());
    assertThat(browser.texts("#arrived td"))
        .containsExactly(
            status.path("stored").asText(),
            status.path("duplicates").asText(),
            status.path("rejected").path("broken_event").asText(),
            status.path("received").asText());
    assertThat(browser.texts("#sources th, #sources td")).containsExactly("envelope", "1");
    assertThat(browser.texts("#losses td")).containsExactly("5");
    assertThat(browser.texts("#ignored th, #ignored td")).containsExactly("session", "1");
    assertThat(browser.texts(".facts dd").toString())
        .contains(inbox.dsn(), inbox.folder().toString(), "0.1.0");
  }
}
