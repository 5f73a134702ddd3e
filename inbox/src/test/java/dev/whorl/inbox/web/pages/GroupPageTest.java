package dev.whorl.inbox.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupPageTest extends PagesTestCase {
  private static final String CHAIN =
      """
      {"platform":"java","timestamp":"2026-11-25T07:00:00Z","logger":"com.acme.Shop","tags":{"bank":"ING"},
       "logentry":{"message":"no order {}","formatted":"no order 17"},
       "exception":{"values":[
        {"type":"IOException","module":"java.io","value":"disk sda1",
         "mechanism":{"type":"chained","exception_id":1,"parent_id":0},
         "stacktrace":{"frames":[
          {"module":"org.web.Server","function":"run","in_app":false},
          {"module":"org.web.Filter","function":"filter","in_app":false},
          {"module":"com.acme.Disk","function":"write","filename":"Disk.java","lineno":3,"in_app":true},
          {"module":"java.io.FileOutputStream","function":"write","in_app":false}]}},
        {"type":"OrderException","module":"com.acme","value":"order 17 failed",
         "mechanism":{"type":"generic","exception_id":0},
         "stacktrace":{"frames":[
          {"module":"org.web.Server","function":"run","in_app":false},
          {"module":"com.acme.Shop","function":"lambda$buy$0","in_app":true}]}}]},
       "breadcrumbs":{"values":[{"timestamp":"2026-11-25T06:59:59.5Z","level":"info",
        "category":"com.acme.Cart","message":"put in cart"}]},
       "contexts":{"MDC":{"requestId":"r-1"},"whorl":{"fingerprint_from":"default"}}}
      """;

  private static final Pattern MARKED =
      Pattern.compile("<li class=\"frame[^\"]* enters\">.*?<span class=\"name\">([^<]*)</span>");

  @Test
  void framesThatEnter_areMarkedAndOthersSayWhyNot() throws Exception {
    String hash = addAsIs(1, CHAIN);

    String page = page("/groups/" + hash);

    List<String> marked = new ArrayList<>();
    Matcher matcher = MARKED.matcher(page);
    while (matcher.find()) {
      marked.add(matcher.group(1));
    }
    assertThat(marked).containsExactly("Shop.lambda$buy$0", "Disk.write");
    assertThat(page)
        .contains("as com.acme.Shop</bdi>")
        .contains("the frames of the application")
        .contains("What enters the hash, in its order (4)")
        .contains("<bdi class=\"reason left-out\">not in app")
        .contains("<bdi class=\"reason left-out\">the stack trace decides</bdi>");
  }

  @Test
  void exceptions_areShownTheLoggedOneFirstWithOtherFramesFolded() throws Exception {
    String page = page("/groups/" + addAsIs(1, CHAIN));

    assertThat(page.indexOf("OrderException</span>"))
        .isPositive()
        .isLessThan(page.indexOf("Caused by"));
    assertThat(page)
        .containsSubsequence("Caused by", "java.io.</span><span class=\"name\">IOException")
        .contains("<summary>2 more frames: org.web</summary>")
        .contains("<li class=\"frame in-app enters\">")
        .contains("Disk.java:3");
  }

  @Test
  void event_isShownWithAllThatItSays() throws Exception {
    String page = page("/groups/" + addAsIs(1, CHAIN));

    assertThat(page)
        .contains("no order 17")
        .contains("<code><bdi>no order {}</bdi></code>")
        .contains("06:59:59.500")
        .contains("put in cart")
        .containsSubsequence("<bdi>MDC</bdi>", "requestId", "r-1")
        .contains("<bdi>ING</bdi><span class=\"share\">100%</span>")
        .contains("25 Nov 07:00: 1 event")
        .contains("\"module\" : \"com.acme.Disk\"");
  }

  @Test
  void eventsOfAGroup_leadToTheNewerAndTheOlderOne() throws Exception {
    String hash = add(1, "{'message':'red','timestamp':'2026-11-25T05:00:00Z'}");
    add(2, "{'message':'red','timestamp':'2026-11-25T06:00:00Z'}");
    add(3, "{'message':'red','timestamp':'2026-11-25T07:00:00Z'}");

    String middle = page("/groups/" + hash + "/events/" + id(2));

    assertThat(middle)
        .contains("rel=\"prev\" href=\"/groups/" + hash + "/events/" + id(1) + "\"")
        .contains("rel=\"next\" href=\"/groups/" + hash + "/events/" + id(3) + "\"");
    assertThat(page("/groups/" + hash)).contains(id(3)).doesNotContain("rel=\"next\"");
  }

  @Test
  void fingerprintOfARule_namesTheRule() throws Exception {
    String hash = add(1, "{'message':'red','logger':'audit'}");

    assertThat(page("/groups/" + hash))
        .contains("from the rule in line 1")
        .contains("logger:audit -&gt; audit")
        .contains("the fingerprint of the rule alone")
        .contains("the fingerprint has no {{ default }}")
        .doesNotContain("What enters it is marked", "<span class=\"mark\">enters");
  }

  @Test
  void messageThatEnters_isMarkedWithWhatOfItDoes() throws Exception {
    String page = page("/groups/" + add(1, "{'message':'order 17 failed'}"));

    assertThat(page)
        .contains("as order &lt;int&gt; failed")
        .contains("made of the message. What enters it is marked");
  }

  @Test
  void rulesThatChangedSince_areTold() throws Exception {
    String hash = add(1, "{'message':'red','logger':'shop'}");
    assertThat(page("/groups/" + hash)).doesNotContain("The rules were changed");

    Files.writeString(rulesFile, "logger:shop -> shop, {{ level }}\n");
    rules.lookForChanges();

    assertThat(page("/groups/" + hash))
        .contains("The rules were changed since the event arrived")
        .contains("logger:shop -&gt; shop, {{ level }}");
  }

  @Test
  void threadThatDecides_isShownWithItsMarks() throws Exception {
    String hash =
        add(
            1,
            "{'threads':[{'id':1,'stacktrace':{'frames':[{'module':'a.B','function':'idle'}]}},"
                + "{'id':2,'crashed':true,'stacktrace':{'frames':[{'module':'a.C','function':'x'},"
                + "{'module':'a.D','function':'y'}]}}]}");

    assertThat(page("/groups/" + hash))
        .contains("Stack trace")
        .containsPattern("enters\">.*D.y")
        .containsPattern("enters\">.*C.x")
        .doesNotContain("B.idle</span>");
  }

  @Test
  void openPage_getsNumbersAgainOnlyIfTheyChanged() throws Exception {
    String hash = add(1, "{'message':'red'}");
    Matcher newer =
        Pattern.compile("hx-get=\"(/parts/groups/[^\"]+)\"").matcher(page("/groups/" + hash));
    assertThat(newer.find()).isTrue();
    String address = newer.group(1).replace("&amp;", "&");

    HttpResponse<String> same = get(address);
    add(2, "{'message':'red'}");
    HttpResponse<String> other = get(address);

    assertThat(same.statusCode()).isEqualTo(204);
    assertThat(other.body()).contains("<b id=\"events\">2</b>").doesNotContain("<html");
  }

  @ParameterizedTest
  @CsvSource({"1h, last hour", "24h, last 24 hours", "7d, last 7 days", "30d, last 30 days"})
  void chart_showsTheTimeThatIsAskedFor(String span, String words) throws Exception {
    String hash = add(1, "{'message':'red','timestamp':'2026-11-25T07:29:59Z'}");

    assertThat(page("/groups/" + hash + "?span=" + span))
        .contains("aria-label=\"1 event in the " + words + "\"")
        .contains("href=\"?span=" + span + "\" aria-current=\"true\"");
  }

  @Test
  void hostileTexts_areTextAndNothingElse() throws Exception {
    String evil = "<img src=x onerror=alert(1)>\\u202e\\\"'";
    String hash =
        addAsIs(
            1,
            "{\"message\":\"%1$s\",\"tags\":{\"%1$s\":\"%1$s\"},\"release\":\"%1$s\","
                    .formatted(evil)
                + "\"exception\":[{\"type\":\"%1$s\",\"module\":\"%1$s\",\"value\":\"%1$s\",\"stacktrace\":{\"frames\":[{\"module\":\"%1$s\",\"function\":\"%1$s\",\"filename\":\"%1$s\",\"context_line\":\"%1$s\"}]}}],"
                    .formatted(evil)
                + "\"breadcrumbs\":[{\"message\":\"%1$s\",\"category\":\"%1$s\",\"level\":\"%1$s\",\"timestamp\":\"%1$s\"}],"
                    .formatted(evil)
                + "\"contexts\":{\"%1$s\":{\"%1$s\":{\"a\":\"%1$s\"}},\"whorl\":{\"fingerprint_from\":\"%1$s\"}},\"extra\":{\"%1$s\":1},\"fingerprint\":[\"%1$s\"]}"
                    .formatted(evil));

    String page = page("/groups/" + hash);

    assertThat(page).contains("&lt;img src=x onerror").doesNotContain("<img src=x", "\u202e");
    assertThat(page).doesNotContain("style=");
  }

  @Test
  void giantTexts_makeNoGiantPage() throws Exception {
    String line = "x".repeat(450_000);
    String deep =
        "{\"a\":".repeat(800) + "[" + "{\"b\":1},".repeat(20_000) + "1]" + "}".repeat(800);
    String hash =
        addAsIs(
            1,
            "{\"exception\":[{\"type\":\"T\",\"value\":\"" + line + "\"}],\"extra\":" + deep + "}");

    String page = page("/groups/" + hash);

    assertThat(page.length()).isLessThan(400_000);
    assertThat(page).contains("450,000 characters").contains("This is its beginning");
  }

  @ParameterizedTest
  @CsvSource({
    "/groups/ffffffffffffffffffffffffffffffff, 404, There is no group ffff",
    "/groups/%3Cscript%3E, 404, There is no group %3Cscript",
    "/groups/HASH/events/ffffffffffffffffffffffffffffffff, 404, has no event ffff",
    "/groups/HASH/events/x, 404, has no event x",
    "/groups/HASH?span=2h, 400, span=2h",
    "/groups/HASH?version=1, 400, unknown query parameter version",
    "/parts/groups/ffffffffffffffffffffffffffffffff, 404, is gone",
  })
  void wrongAddress_isTold(String path, int status, String reason) throws Exception {
    String hash = add(1, "{'message':'red'}");

    HttpResponse<String> answer = get(path.replace("HASH", hash));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(reason);
  }

  @Test
  void eventOfAnotherGroup_isNotShownInThisOne() throws Exception {
    String hash = add(1, "{'message':'red'}");
    add(2, "{'message':'blue'}");

    assertThat(get("/groups/" + hash + "/events/" + id(2)).statusCode()).isEqualTo(404);
  }
}
