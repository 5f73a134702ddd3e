package dev.whorl.inbox.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Pages that are open show what comes, and do not load again for it. */
class LiveBrowserTest extends BrowserTestCase {
  @Test
  void loggedErrors_appearOnTheOpenPage_andTheFocusStays() {
    open("/");
    assertThat(browser.find("#dsn").getText()).isEqualTo(inbox.dsn());
    browser.driver().executeScript("window.loadedOnce = true");

    try (LoggingProgram shop = new LoggingProgram(inbox.dsn(), "")) {
      shop.logger("com.acme.Shop").error("no order", new IllegalStateException("out of stock"));

      browser.awaitText(".title", "IllegalStateException: out of stock");
      assertThat(browser.find("#total").getText()).isEqualTo("1 group");

      String group = browser.find(".title").getAttribute("id");
      browser.driver().executeScript("document.getElementById(arguments[0]).focus()", group);
      shop.logger("com.acme.Shop").error("no parcel");
      browser.awaitText(".title", "no parcel");
      assertThat(browser.eval("document.activeElement.id")).isEqualTo(group);

      browser.driver().executeScript("document.getElementById('by-events').focus()");
      shop.logger("com.acme.Shop").error("no invoice");
      browser.awaitText(".title", "no invoice");
      assertThat(browser.eval("document.activeElement.id")).isEqualTo("by-events");
    }
    assertThat(browser.eval("window.loadedOnce")).isEqualTo(true);
  }

  @Test
  void numbersOfAnOpenGroup_goOn() {
    inbox.post("{\"message\":\"red\"}");
    open("/groups/" + inbox.get("groups").path("groups").path(0).path("hash").asText());
    assertThat(browser.find("#events").getText()).isEqualTo("1");

    inbox.post("{\"message\":\"red\",\"tags\":{\"colour\":\"crimson\"}}");

    browser.awaitText("#events", "2");
    browser.awaitText(".tags", "crimson");
  }
}
