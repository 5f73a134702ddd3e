package dev.whorl.inbox.web.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.whorl.inbox.preview.Preview;
import dev.whorl.inbox.preview.PreviewJob;
import dev.whorl.inbox.preview.PreviewJob.State;
import dev.whorl.inbox.preview.StoredEvents;
import dev.whorl.inbox.rules.RuleTexts;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesPageTest extends PagesTestCase {
  private static final String SHOP =
      "{'exception':[{'type':'OutOfStock','module':'com.acme','value':'no tea %d',"
          + "'stacktrace':{'frames':[{'module':'com.acme.shop.%s','function':'take','in_app':true}]}}],"
          + "'tags':{'shop':'%d'}}";

  @Test
  void editor_beginsWithTheRulesInForce() throws Exception {
    String page = page("/rules");

    assertThat(page)
        .contains(">\nlogger:audit -&gt; audit\n</textarea>")
        .contains(rulesFile.toString())
        .contains("class=\"save main\"")
        .contains("<code>java -jar whorl.jar serve --stack-rules FILE</code>")
        .contains("<a href=\"/rules\" aria-current=\"page\">")
        .doesNotContain("style=", "Suggestions for");
  }

  @Test
  void brokenFile_isShownToBeMended() throws Exception {
    Files.writeString(rulesFile, "nonsense </textarea><script>");

    assertThat(page("/rules"))
        .contains(">\nnonsense &lt;/textarea&gt;&lt;script&gt;</textarea>")
        .contains("the rules before it are still in force");
  }

  @ParameterizedTest
  @CsvSource({"finer, {{ tags.shop }}", "coarser, stack.module:com.acme.*"})
  void suggestion_isAddedBeforeTheRulesInForce(String name, String part) throws Exception {
    String hash = add(1, SHOP.formatted(1, "Shelf", 1));
    add(2, SHOP.formatted(1, "Shelf", 2));

    String page = page("/rules?group=" + hash + "&suggest=" + name);

    String text = page.substring(page.indexOf("<textarea"), page.indexOf("</textarea>"));
    assertThat(text)
        .containsSubsequence(name.equals("finer") ? "# Finer" : "# Coarser", part, "logger:audit");
    assertThat(page)
        .contains("data-suggested=\"2\"")
        .contains("Suggestions for <a href=\"/groups/" + hash + "\">")
        .contains("id=\"add-finer\"", "id=\"add-coarser\"");
  }

  @Test
  void suggestionThatTheRulesHave_isNotAddedAgain() throws Exception {
    String hash = add(1, "{'message':'red','logger':'shop'}");
    String page = page("/rules?group=" + hash + "&suggest=coarser");
    assertThat(page).contains("logger:shop -&gt; shop\n\nlogger:audit");
    Files.writeString(rulesFile, "logger:shop -> shop\n");

    assertThat(page("/rules?group=" + hash + "&suggest=coarser"))
        .contains(">\nlogger:shop -&gt; shop\n</textarea>")
        .contains("data-suggested=\"0\"");
  }

  @Test
  void group_leadsToItsSuggestions() throws Exception {
    String hash = add(1, "{'message':'red'}");

    assertThat(page("/groups/" + hash))
        .contains("href=\"/rules?group=" + hash + "&suggest=finer\">Make finer")
        .contains("href=\"/rules?group=" + hash + "&suggest=coarser\">Make coarser");
  }

  @ParameterizedTest
  @CsvSource({
    "/rules?group=ffffffffffffffffffffffffffffffff, 404, There is no group ffff",
    "/rules?group=HASH&suggest=better, 400, suggest=better",
    "/rules?colour=red, 400, unknown query parameter colour",
  })
  void wrongAddress_isTold(String path, int status, String reason) throws Exception {
    String hash = add(1, "{'message':'red'}");

    HttpResponse<String> answer = get(path.replace("HASH", hash));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(reason);
  }

  @Test
  void preview_showsWhatMergesSplitsAndStays() throws Exception {
    String shelf = add(1, SHOP.formatted(1, "Shelf", 1));
    add(2, SHOP.formatted(2, "Shelf", 2));
    String one = add(3, "{'message':'one'}");
    String two = add(4, "{'message':'two'}");
    add(5, "{'message':'three','logger':'audit'}");

    String part =
        result(
            "type:OutOfStock -> {{ default }}, {{ tags.shop }}\n"
                + "message:one -> few\nmessage:two -> few\nlogger:audit -> audit\n");

    assertThat(part)
        .contains("5 events: 4 groups before, 4 after")
        .contains("<dd id=\"count-merge\">1</dd>")
        .contains("<dd id=\"count-split\">1</dd>")
        .contains("<dd id=\"count-change\">0</dd>")
        .contains("<dd id=\"count-stay\">1</dd>")
        .contains("href=\"/groups/" + shelf + "\"")
        .contains("href=\"/groups/" + one + "\"", "href=\"/groups/" + two + "\"")
        .containsSubsequence("take in several old ones", "2 events", "1 event", "fall apart")
        .doesNotContain("<html", "hx-get");
  }

  @Test
  void previewWithoutAnyChange_saysSo() throws Exception {
    add(1, "{'message':'one'}");

    assertThat(result("logger:audit -> audit\n# the same\n")).contains("No group would change.");
  }

  @Test
  void hostileTitles_areTextInThePreview() throws Exception {
    addAsIs(1, "{\"message\":\"<img src=x onerror=alert(1)>\\u202e\"}");

    assertThat(result("level:* -> x"))
        .contains("&lt;img src=x onerror")
        .doesNotContain("<img", "\u202e");
  }

  @Test
  void thousandsOfGroups_makeAPartOfReadableLength() throws Exception {
    for (int i = 0; i < 300; i++) {
      add(i, "{'message':'" + (char) ('a' + i % 26) + (char) ('a' + i / 26) + "'}");
    }

    String part = result("level:* -> {{ default }}, x");

    assertThat(part).contains("and 250 more").contains("<dd id=\"count-change\">300</dd>");
  }

  @Test
  void runningPreview_showsHowFarItIs() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    PreviewJob job =
        previews
            .start(
                new Preview(rules.grouper(), rules.grouper()),
                visitor -> {
                  byte[] json = "{\"message\":\"red\"}".getBytes(StandardCharsets.UTF_8);
                  while (visitor.event("event", json)) {
                    begun.countDown();
                  }
                })
            .orElseThrow();
    begun.await();

    assertThat(page("/parts/previews/" + job.id()))
        .contains("<progress", "id=\"preview-cancel\"")
        .contains("hx-get=\"/parts/previews/" + job.id() + "\"", "hx-trigger=\"every");
    job.cancel();

    assertThat(page("/parts/previews/" + job.id()))
        .contains("Cancelled after")
        .doesNotContain("hx-get");
    assertThat(page("/parts/previews/other")).contains("is gone").doesNotContain("hx-get");
  }

  private String result(String text) throws Exception {
    Preview preview = new Preview(rules.grouper(), rules.grouper(new RuleTexts(text, "")));
    PreviewJob job = previews.start(preview, new StoredEvents(store, null, null)).orElseThrow();
    await().until(() -> job.progress().state() != State.RUNNING);
    return page("/parts/previews/" + job.id());
  }
}
