package dev.whorl.inbox.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupsPageTest extends PagesTestCase {
  private static final Pattern NEWER =
      Pattern.compile("hx-get=\"(/parts/groups\\?[^\"]*version=[^\"]*)\"");

  @Test
  void emptyInbox_showsWhatWouldFillIt() throws Exception {
    String page = page("/");

    String dsn = "http://whorl@127.0.0.1:" + server.port() + "/1";
    assertThat(page)
        .contains("No errors yet")
        .contains("&lt;dsn&gt;" + dsn + "&lt;/dsn&gt;")
        .contains("dsn=\"" + dsn + "\"/&gt;")
        .contains(folder.resolve("events").toString())
        .doesNotContain("<table");
  }

  @Test
  void group_isShownWithItsNumbersTimesAndFingerprint() throws Exception {
    add(1, "{'message':'no stock','logger':'audit','timestamp':'2026-11-25T05:30:00Z'}");
    String hash =
        add(
            2,
            "{'message':'no stock','logger':'audit','timestamp':'2026-11-25T07:29:00Z',"
                + "'contexts':{'whorl':{'suppressed':1200}}}");

    String page = page("/");

    assertThat(page)
        .contains("<b id=\"total\">1 group</b>")
        .contains("href=\"/groups/" + hash + "\"><bdi>no stock</bdi></a>")
        .contains("level-error")
        .contains("<bdi class=\"part\">audit</bdi>")
        .contains("from a rule")
        .contains("<b>1,202</b>")
        .contains("1,200 suppressed")
        .contains("title=\"2026-11-25 05:30:00.000 UTC\">2 h ago</time>")
        .contains(">1 min ago</time>")
        .contains("1,202 events in the last 24 hours");
  }

  @Test
  void filtersAndSearch_restrictTheList() throws Exception {
    add(1, "{'message':'red apple','environment':'test','timestamp':'2026-11-25T05:00:00Z'}");
    add(2, "{'message':'blue sky','level':'warning','timestamp':'2026-11-24T06:00:00Z'}");

    assertThat(page("/?query=appl")).contains("red apple").doesNotContain("blue sky");
    assertThat(page("/?environment=test&query="))
        .contains("red apple")
        .doesNotContain("blue sky")
        .containsPattern("<option value=\"test\"\\s+selected>test</option>")
        .contains("Clear all filters");
    assertThat(page("/?since=24h")).contains("red apple").doesNotContain("blue sky");
    assertThat(page("/?level=warning&since=30d")).contains("blue sky").doesNotContain("red apple");
    assertThat(page("/?query=green")).contains("No group has such events").contains("0 groups");
  }

  @Test
  void sortedColumn_isMarkedAndOthersLeadToTheirOrder() throws Exception {
    add(1, "{'message':'red'}");

    assertThat(page("/?query=red&sort=events"))
        .contains(
            "aria-sort=\"descending\"><a id=\"by-events\" href=\"/?query=red&amp;sort=events\">")
        .contains("<a id=\"by-last-seen\" href=\"/?query=red\">Last seen</a>");
  }

  @Test
  void furtherGroups_areOnFurtherPages() throws Exception {
    for (int i = 0; i < 51; i++) {
      add(
          i,
          "{'fingerprint':['part " + i + "'],'message':'m','timestamp':" + (1795590000 + i) + "}");
    }
    String first = page("/");
    assertThat(first).contains("51 groups").contains("part 50").doesNotContain(">part 0<");

    Matcher next = Pattern.compile("href=\"([^\"]*)\" id=\"next\"").matcher(first);
    assertThat(next.find()).isTrue();
    String second = page(next.group(1));

    assertThat(second).contains(">part 0<").doesNotContain("part 50").contains("id=\"first\"");
  }

  @Test
  void openPage_getsTheListAgainOnlyIfItChanged() throws Exception {
    add(1, "{'message':'red'}");
    String newer = newer(page("/?query=red"));
    assertThat(newer).contains("query=red");

    HttpResponse<String> same = get(newer);
    add(2, "{'message':'red'}");
    HttpResponse<String> other = get(newer);

    assertThat(same.statusCode()).isEqualTo(204);
    assertThat(same.body()).isEmpty();
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.body()).contains("<b>2</b>").doesNotContain("<html");
    assertThat(other.headers().firstValue("HX-Replace-Url")).isEmpty();
  }

  @Test
  void whoFilters_getsAnAddressToComeBackTo() throws Exception {
    HttpResponse<String> answer = get("/parts/groups?query=a+b&environment=&sort=last_seen");

    assertThat(answer.headers().firstValue("HX-Replace-Url")).contains("/?query=a+b");
  }

  @Test
  void textsOfEvents_areTextAndNothingElse() throws Exception {
    addAsIs(
        1,
        """
        {"message":"<script>alert(1)</script> \\" onload=\\"x \\u202eevil\\u0007",
         "environment":"\\"><img src=x>","release":"<b>","fingerprint":["<i>","a\\u2066b"]}
        """);

    String page = page("/?environment=%22%3E%3Cimg+src%3Dx%3E");

    assertThat(page)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("\\u202eevil\\u0007")
        .contains("&lt;i&gt;")
        .contains("a\\u2066b")
        .doesNotContain("<script>alert", "<img src=x", "<i>", "<b>\"", "\u202e", "\u2066");
  }

  @Test
  void veryLongText_isCut() throws Exception {
    add(1, "{'message':'" + "x".repeat(900_000) + "','fingerprint':['" + "y".repeat(9000) + "']}");

    assertThat(page("/").length()).isLessThan(20_000);
  }

  @ParameterizedTest
  @CsvSource({
    "/?colour=red, 400, unknown query parameter colour",
    "/?since=yesterday, 400, since=yesterday",
    "/?cursor=nonsense, 400, cursor",
    "/?level=a&level=b, 400, level is given 2 times",
  })
  void wrongAddress_isToldOnAPage(String path, int status, String reason) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("<!doctype html>").contains(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "/assets/app.css",
    "/assets/..%2fapp.css",
    "/assets/%2e%2e",
    "/assets/htmx.min.js",
    "/assets/",
    "/META-INF/MANIFEST.MF"
  })
  void otherFiles_areNotThere(String path) throws Exception {
    assertThat(get(path).statusCode()).isIn(400, 404);
  }

  @Test
  void filesOfAPage_areThereAndKept() throws Exception {
    Matcher file = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"").matcher(page("/"));
    int files = 0;
    while (file.find()) {
      HttpResponse<String> answer = get(file.group(1));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
      files++;
    }
    assertThat(files).isGreaterThanOrEqualTo(4);
  }

  @Test
  void pages_haveNothingThatTheirPolicyForbids() throws Exception {
    add(1, "{'message':'red'}");

    assertThat(page("/"))
        .doesNotContain("<style", "style=", " onclick", "javascript:", "http-equiv");
    assertThat(page("/")).doesNotContainPattern("<script(?! src=\")");
  }

  private static String newer(String page) {
    Matcher link = NEWER.matcher(page);
    assertThat(link.find()).isTrue();
    return link.group(1).replace("&amp;", "&");
  }
}
