package dev.whorl.inbox.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The inbox without a mouse; one always sees where one is. */
class KeyboardBrowserTest extends BrowserTestCase {
  private static final int MOST = 60;

  @BeforeEach
  void fill() {
    for (int i = 1; i <= 3; i++) {
      inbox.post(
          """
          {"event_id":"%032x","message":"red","timestamp":"%s","tags":{"number":"%d"}}"""
              .formatted(i, Instant.now().minusSeconds(100 - i), i));
    }
    inbox.post(
        "{\"message\":\"blue\",\"timestamp\":\"%s\"}".formatted(Instant.now().minusSeconds(900)));
  }

  @Test
  void keysAlone_leadFromTheGroupsToOlderAndNewerEventsAndBack() {
    open("/");
    tabTo("document.activeElement.textContent === 'red'");
    browser.press(Keys.ENTER);
    browser.await("the group", () -> shows("/groups/"));
    assertThat(shownEvent()).isEqualTo("%032x".formatted(3));

    tabTo("document.activeElement.id === 'older'");
    browser.press(Keys.ENTER);
    browser.await("the older event", () -> shownEvent().equals("%032x".formatted(2)));

    tabTo("document.activeElement.id === 'newer'");
    browser.press(Keys.ENTER);
    browser.await("the newer event", () -> shownEvent().equals("%032x".formatted(3)));

    tabTo("document.activeElement.textContent === 'Groups'");
    browser.press(Keys.ENTER);
    browser.await("the groups", () -> browser.texts(".title").contains("blue"));
  }

  @Test
  void back_leadsToWhereOneWas() {
    open("/");
    browser.press("/");
    browser.await("the search", () -> "query".equals(browser.eval("document.activeElement.id")));
    browser.press("red");
    browser.await("the only group", () -> browser.texts(".title").equals(List.of("red")));
    tabTo("document.activeElement.textContent === 'red'");
    browser.press(Keys.ENTER);
    browser.await("the group", () -> shows("/groups/"));

    browser.driver().navigate().back();

    browser.await("the only group", () -> browser.texts(".title").equals(List.of("red")));
    assertThat(browser.eval("document.getElementById('query').value")).isEqualTo("red");
  }

  @Test
  void skipLink_leadsPastTheHeader() {
    open("/");
    browser.press(Keys.TAB);
    assertThat(browser.eval("document.activeElement.textContent")).isEqualTo("Skip to content");
    assertFocusIsVisible();

    browser.press(Keys.ENTER);
    browser.press(Keys.TAB);

    assertThat(browser.eval("document.activeElement.id")).isEqualTo("query");
  }

  @Test
  void everyStop_isVisible() {
    String hash = inbox.get("groups").path("groups").path(0).path("hash").asText();
    List<String> pages = new ArrayList<>(List.of("/", "/groups/" + hash));
    open("/");
    pages.addAll(browser.list("[...document.querySelectorAll('.top nav a')].map(a => a.pathname)"));
    for (String page : pages) {
      open(page);
      int stops = 0;
      for (int i = 0; i < MOST; i++) {
        browser.press(Keys.TAB);
        if (!Boolean.TRUE.equals(browser.eval("document.activeElement === document.body"))) {
          stops++;
          assertFocusIsVisible();
        } else if (stops > 0) {
          break;
        }
      }
      assertThat(stops).as(page).isBetween(4, MOST - 1);
    }
  }

  private boolean shows(String path) {
    return browser.driver().getCurrentUrl().startsWith(inbox.url(path));
  }

  private String shownEvent() {
    return String.join("", browser.texts(".event-nav .which code"));
  }

  private void tabTo(String condition) {
    for (int i = 0; i < MOST; i++) {
      browser.press(Keys.TAB);
      if (Boolean.TRUE.equals(browser.eval(condition))) {
        assertFocusIsVisible();
        return;
      }
    }
    throw new AssertionError("Tab does not lead to where " + condition);
  }

  private void assertFocusIsVisible() {
    Object problem =
        browser.eval(
            """
            (() => {
              // The editor's input is hidden; what is seen is around it.
              const e = document.activeElement.closest('.CodeMirror') || document.activeElement;
              const style = getComputedStyle(e);
              const box = e.getBoundingClientRect();
              const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
              const inSight = box.width > 0 && box.right > 0 && box.bottom > 0
                && box.left < innerWidth && box.top < innerHeight;
              return outlined && inSight ? '' : e.outerHTML.slice(0, 200) + ' ' + style.outline;
            })()""");
    assertThat(problem).isEqualTo("");
  }
}
