package dev.whorl.inbox.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** Every page fits into narrow windows and can be read, in light and dark. */
class LooksBrowserTest extends BrowserTestCase {
  private static final String MISSING = "/groups/ffffffffffffffffffffffffffffffff";

  /** Texts whose colours are too near to those behind them, as a guideline for readers has it. */
  private static final String PALE =
      """
      (() => {
        const parse = (c) => {
          const n = c.match(/[\\d.]+/g).map(Number);
          return {r: n[0], g: n[1], b: n[2], a: n.length > 3 ? n[3] : 1};
        };
        const over = (c, d) => ({
          r: c.r * c.a + d.r * (1 - c.a), g: c.g * c.a + d.g * (1 - c.a), b: c.b * c.a + d.b * (1 - c.a), a: 1});
        const light = ({r, g, b}) => {
          const [x, y, z] = [r, g, b].map((v) => {
            const s = v / 255;
            return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * x + 0.7152 * y + 0.0722 * z;
        };
        const behind = (e) => {
          const layers = [];
          for (let p = e; p; p = p.parentElement) layers.push(parse(getComputedStyle(p).backgroundColor));
          return layers.reverse().reduce((below, c) => over(c, below), parse(
            getComputedStyle(document.body).backgroundColor));
        };
        const pale = new Set();
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const e = walker.currentNode.parentElement;
          if (!walker.currentNode.data.trim() || e.closest('.off, :disabled, script, noscript, title, option')) continue;
          if (!e.checkVisibility()) continue;
          const back = behind(e);
          const a = light(over(parse(getComputedStyle(e).color), back)) + 0.05;
          const b = light(back) + 0.05;
          const contrast = Math.max(a, b) / Math.min(a, b);
          if (contrast < 4.5) pale.add(e.tagName + '.' + e.className + ' ' + contrast.toFixed(2));
        }
        return [...pale];
      })()""";

  private List<String> pages() {
    List<String> pages = new ArrayList<>();
    open("/");
    pages.addAll(browser.list("[...document.querySelectorAll('.top nav a')].map(a => a.pathname)"));
    inbox
        .get("groups")
        .path("groups")
        .forEach(g -> pages.add("/groups/" + g.path("hash").asText()));
    pages.add(MISSING);
    pages.add("/?query=nothing+has+this");
    return pages;
  }

  private void fill() {
    String settings =
        """
        <inAppIncludes>dev.whorl</inAppIncludes><release>shop@2026.11.3</release>
        <contextTags>tenant</contextTags><minimumEventLevel>INFO</minimumEventLevel>""";
    try (LoggingProgram shop = new LoggingProgram(inbox.dsn(), settings)) {
      Exception cause =
          new IOException("https://pay.acme.example/v2/authorizations/" + "17".repeat(60));
      shop.logger("com.acme.shop.payment.authorization.PaymentGatewayClient").info("a breadcrumb");
      shop.logger("com.acme.shop.payment.authorization.PaymentGatewayClient")
          .atError()
          .setCause(new IllegalStateException("declined", cause))
          .addKeyValue("tenant", "north")
          .addKeyValue("fingerprint", "{{ default }}, declined, " + "p".repeat(80))
          .log("Payment {} failed", 17);
      for (String level : List.of("warn", "info")) {
        shop.logger("com.acme").atLevel(Level.valueOf(level.toUpperCase(Locale.ROOT))).log(level);
      }
    }
    inbox.post(
        "{\"message\":\"fatal thing\",\"level\":\"fatal\",\"contexts\":{\"whorl\":{\"suppressed\":1200}}}");
    inbox.post("{\"message\":\"debug thing\",\"level\":\"debug\"}");
  }

  @Test
  void everyPage_fitsIntoANarrowWindow() {
    assertThat(pages()).hasSizeGreaterThan(2);
    assertFits();
    fill();
    assertFits();
  }

  private void openUnfolded(String page) {
    open(page);
    browser
        .driver()
        .executeScript("document.querySelectorAll('details').forEach(d => d.open = true)");
    assertThat(browser.complaints())
        .allMatch(complaint -> page.equals(MISSING) && complaint.contains("404"));
  }

  private void assertFits() {
    for (String page : pages()) {
      openUnfolded(page);
      for (int width : new int[] {320, 390, 768, 1280}) {
        browser.size(width, 844);
        assertThat(browser.tooWide()).as("%s at %d", page, width).isEmpty();
      }
    }
  }

  @Test
  void everyText_standsOutInLightAndDark() {
    fill();
    for (boolean dark : new boolean[] {false, true}) {
      browser.dark(dark);
      for (String page : pages()) {
        openUnfolded(page);
        assertThat(browser.list(PALE)).as("%s, dark: %s", page, dark).isEmpty();
      }
      assertThat(browser.eval("matchMedia('(prefers-color-scheme: dark)').matches"))
          .isEqualTo(dark);
    }
  }
}
