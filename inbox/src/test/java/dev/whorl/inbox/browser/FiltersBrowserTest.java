package dev.whorl.inbox.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The list of groups, as one looks for something in it. */
class FiltersBrowserTest extends BrowserTestCase {
  @BeforeEach
  void fill() {
    post("red apple", "error", "test", "shop@1", "com.acme.Shop", Duration.ofDays(3));
    post("red pear", "warning", "test", "shop@2", "com.acme.Shop", Duration.ofHours(5));
    post("blue plum", "error", "production", "shop@2", "com.acme.Feed", Duration.ofHours(1));
    post("blue plum", "error", "production", "shop@2", "com.acme.Feed", Duration.ofDays(9));
  }

  private void post(
      String message,
      String level,
      String environment,
      String release,
      String logger,
      Duration ago) {
    inbox.post(
        """
        {"message":"%s","level":"%s","environment":"%s","release":"%s","logger":"%s","timestamp":"%s"}"""
            .formatted(message, level, environment, release, logger, Instant.now().minus(ago)));
  }

  @Test
  void search_findsAsOneTypes() {
    open("/");
    assertThat(browser.texts(".title")).containsExactly("blue plum", "red pear", "red apple");

    browser.press("/");
    browser.await("the search", () -> "query".equals(browser.eval("document.activeElement.id")));
    browser.press("red ap");

    awaitTitles("red apple");
    assertThat(browser.driver().getCurrentUrl()).endsWith("/?query=red+ap");
    assertThat(browser.eval("document.activeElement.id")).isEqualTo("query");
    browser.press("ricot");
    browser.awaitText(".none", "No group has such events");
    assertThat(browser.find("#total").getText()).isEqualTo("0 groups");
  }

  @Test
  void filter_leavesWhatFits_andCanBeCleared() {
    open("/");
    assertFilter("environment", "test", "red pear", "red apple");
    assertFilter("release", "shop@2", "blue plum", "red pear");
    assertFilter("level", "warning", "red pear");
    assertFilter("logger", "com.acme.Feed", "blue plum");
    assertFilter("since", "Last 24 hours", "blue plum", "red pear");
  }

  private void assertFilter(String name, String choice, String... titles) {
    choose(name, choice);
    awaitTitles(titles);
    assertThat(browser.driver().getCurrentUrl()).contains("/?" + name + "=");
    browser.driver().navigate().refresh();
    awaitTitles(titles);
    browser.find("#clear").click();
    awaitTitles("blue plum", "red pear", "red apple");
  }

  @Test
  void filters_actTogether_andStayWhenEventsArrive() {
    open("/");
    choose("environment", "test");
    awaitTitles("red pear", "red apple");
    choose("level", "error");
    awaitTitles("red apple");

    post("green", "error", "production", "shop@3", "com.acme.Feed", Duration.ZERO);
    post("red cherry", "error", "test", "shop@3", "com.acme.Feed", Duration.ZERO);

    awaitTitles("red cherry", "red apple");
    assertThat(browser.driver().getCurrentUrl()).contains("environment=test", "level=error");
  }

  @Test
  void columns_sort() {
    open("/");
    assertSorted("First seen", "red pear", "red apple", "blue plum");
    assertSorted("Events", "blue plum", "red pear", "red apple");
    assertSorted("Last seen", "blue plum", "red pear", "red apple");
  }

  private void assertSorted(String column, String... titles) {
    browser.driver().findElement(By.linkText(column)).click();
    browser.await(
        "sorted by " + column,
        () -> browser.texts("th[aria-sort=descending]").equals(List.of(column)));
    awaitTitles(titles);
  }

  private void choose(String name, String choice) {
    WebElement select = browser.find("select[name=" + name + "]");
    select.findElement(By.xpath("option[normalize-space()='" + choice + "']")).click();
  }

  private void awaitTitles(String... titles) {
    browser.await(
        "groups are " + List.of(titles), () -> browser.texts(".title").equals(List.of(titles)));
  }
}
