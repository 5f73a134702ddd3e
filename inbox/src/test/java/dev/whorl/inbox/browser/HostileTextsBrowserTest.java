package dev.whorl.inbox.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Whoever makes a program log a text has the reader of the inbox look at it. */
class HostileTextsBrowserTest extends BrowserTestCase {
  private static final List<String> PLACES =
      List.of(
          "message",
          "template",
          "type",
          "value",
          "function",
          "module",
          "filename",
          "context-line",
          "tag",
          "tag-name",
          "breadcrumb",
          "category",
          "fingerprint",
          "release",
          "environment",
          "logger",
          "level",
          "context",
          "context-name");

  private static final List<String> MARKUP =
      List.of(
          "<script>window.hacked = 1</script>",
          "\" onload=\"window.hacked = 1\" onerror='window.hacked = 1' x=\"",
          "</title></pre></textarea></svg><img src=x onerror=window.hacked=1>",
          "<svg/onload=window.hacked=1><style>body{display:none}</style>",
          "javascript:window.hacked=1//%0d%0aSet-Cookie:x=1 {{7*7}} ${7*7}");

  @Test
  void markup_isTextEverywhere() {
    MARKUP.forEach(text -> inbox.post(event(PLACES, text)));

    openAllPages();

    open("/");
    assertThat(browser.texts(".title")).hasSize(MARKUP.size());
    for (String text : MARKUP) {
      assertThat(browser.texts(".part")).contains(text);
    }
  }

  @Test
  void rightToLeftMarks_turnNothingRound() {
    inbox.post(event(PLACES, "\u202egnp.exe\u2066\u200f abc \u05d0\u05d1\u05d2 \u0645"));

    openAllPages();

    open("/");
    assertThat(browser.find(".title").getText()).contains("\\u202egnp.exe\\u2066\\u200f");
    assertIsolated();
    open("/groups/" + inbox.get("groups").path("groups").path(0).path("hash").asText());
    assertIsolated();
  }

  /** Letters that are written from right to left do not turn what stands beside their text. */
  private void assertIsolated() {
    assertThat(
            browser.list(
                """
                (() => {
                  const loose = [];
                  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                  while (walker.nextNode()) {
                    const text = walker.currentNode;
                    if (/[\\u0590-\\u06ff]/.test(text.data) && !text.parentElement.closest('bdi, pre, option')) {
                      loose.push(text.parentElement.outerHTML);
                    }
                  }
                  return loose;
                })()"""))
        .isEmpty();
  }

  @Test
  void lineOfAMegabyte_breaksNoPage() {
    // The most that a name may have, in all places of one event.
    inbox.post(event(PLACES, "W".repeat(50_000)));
    for (String place : List.of("message", "type", "value", "tag", "breadcrumb")) {
      inbox.post(event(List.of(place), "W".repeat(1_000_000)));
    }

    openAllPages();
  }

  @Test
  void textsOfARealAppender_areTextEverywhere() {
    String text = "<script>window.hacked = 1</script>\u202e\" onload=\"window.hacked = 1";
    String settings = "<release>&lt;script&gt;</release><contextTags>tag</contextTags>";
    MDC.clear();
    try (LoggingProgram shop = new LoggingProgram(inbox.dsn(), settings)) {
      RuntimeException thrown = new IllegalStateException(text);
      thrown.setStackTrace(
          new StackTraceElement[] {new StackTraceElement("com.<b>" + text, text, text, 1)});
      shop.logger(text).info(text);
      shop.logger(text)
          .atError()
          .setCause(thrown)
          .addKeyValue("tag", text)
          .addKeyValue("fingerprint", List.of(text, "{{ default }}"))
          .log(text);
    }

    openAllPages();

    assertThat(browser.texts(".frame .name")).singleElement().asString().contains("<script>");
  }

  /** Every page that shows events, wide and narrow. */
  private void openAllPages() {
    List<String> pages = new ArrayList<>(List.of("/", "/?query=x%22%3Cscript%3E"));
    inbox
        .get("groups")
        .path("groups")
        .forEach(g -> pages.add("/groups/" + g.path("hash").asText()));
    for (String page : pages) {
      browser.size(1280, 844);
      open(page);
      assertHarmless(page);
      browser.size(390, 844);
      assertFits(page);
    }
  }

  private void assertHarmless(String page) {
    assertThat(browser.eval("window.hacked")).as(page).isNull();
    assertThat(browser.eval("document.querySelectorAll('script').length")).as(page).isEqualTo(2L);
    assertThat(
            browser.list(
                "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames())"
                    + ".filter(name => name.startsWith('on') || name === 'style')"))
        .as(page)
        .isEmpty();
    assertThat(browser.findAll("body style, body img:not(.brand img), iframe, object")).isEmpty();
    assertFits(page);
  }

  private void assertFits(String page) {
    assertThat(browser.tooWide()).as(page).isEmpty();
  }

  private static String event(List<String> places, String text) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    Function<String, String> at = place -> places.contains(place) ? text : "plain";
    event.put("platform", "java");
    event.put("release", at.apply("release")).put("environment", at.apply("environment"));
    event.put("logger", at.apply("logger"));
    event.put("level", places.contains("level") ? text : "error");
    event
        .putObject("logentry")
        .put("message", at.apply("template"))
        .put("formatted", at.apply("message"));
    event.putObject("tags").put(places.contains("tag-name") ? text : "name", at.apply("tag"));
    ObjectNode exception = event.putObject("exception").putArray("values").addObject();
    exception.put("type", at.apply("type")).put("value", at.apply("value"));
    exception
        .putObject("stacktrace")
        .putArray("frames")
        .addObject()
        .put("module", at.apply("module"))
        .put("function", at.apply("function"))
        .put("filename", at.apply("filename"))
        .put("context_line", at.apply("context-line"))
        .put("in_app", true);
    event
        .putObject("breadcrumbs")
        .putArray("values")
        .addObject()
        .put("message", at.apply("breadcrumb"))
        .put("category", at.apply("category"));
    event.putObject("contexts").putObject("MDC").put(at.apply("context-name"), at.apply("context"));
    ArrayNode fingerprint = event.putArray("fingerprint");
    fingerprint.add(at.apply("fingerprint")).add(String.join(",", places));
    return event.toString();
  }
}
