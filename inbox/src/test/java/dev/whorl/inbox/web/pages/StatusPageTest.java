package dev.whorl.inbox.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.inbox.store.Retention;
import dev.whorl.inbox.store.StoreDetails;
import dev.whorl.inbox.store.Tally;
import dev.whorl.inbox.store.Totals;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusPageTest extends PagesTestCase {
  private static final Pattern NEWER =
      Pattern.compile("hx-get=\"(/parts/status\\?version=[^\"]*)\"");

  @Test
  void emptyInbox_hasNumbersThatSaySo() throws Exception {
    assertThat(page("/status"))
        .contains("<b id=\"groups\">0</b>")
        .containsSubsequence("Rejected, by reason", "nothing")
        .containsSubsequence("Oldest arrival", "–")
        .doesNotContain("cannot be written");
  }

  @Test
  void numbers_areThoseOfTheStore() throws Exception {
    add(1, "{'message':'red','contexts':{'whorl':{'suppressed':1200}}}");
    add(2, "{'message':'blue'}");
    add(2, "{'message':'blue'}");
    store.count(Tally.REJECTED, "broken_envelope", 3);
    store.count(Tally.IGNORED_ITEM, "session", 4000);
    store.count(Tally.CLIENT_DISCARD, "<b>queue_overflow", 5);
    store.settle().join();

    String page = page("/status");

    assertThat(page)
        .contains("<b id=\"groups\">2</b>", "<b id=\"events\">2</b>")
        .contains("<b id=\"suppressed\">1,200</b>")
        .contains("1,000 events, 30 days")
        .contains(">just now</time>");
    assertThat(page.replaceAll("<[^>]+>\\s*", " "))
        .containsPattern("Stored +2")
        .containsPattern("Sent again +1")
        .containsPattern("Rejected +3")
        .containsPattern("Received +6")
        .containsPattern("test +2")
        .containsPattern("broken envelope +3")
        .containsPattern("session +4,000")
        .containsPattern("&lt;b&gt;queue overflow +5");
  }

  @Test
  void whatItReadsAndIsMadeOf_isTold() throws Exception {
    assertThat(page("/status"))
        .contains("<bdi>http://whorl@127.0.0.1:" + server.port() + "/1\n")
        .contains(folder.resolve("events").toString(), folder.resolve("inbox.db").toString())
        .contains("<bdi>1.2.3</bdi>")
        .contains("<bdi>" + System.getProperty("java.version") + ", ")
        .containsPattern("<bdi>3\\.\\d+\\.\\d+</bdi>")
        .containsPattern("Schema</bdi></dt><dd><bdi>\\d+</bdi>")
        .contains("<a href=\"/status\" aria-current=\"page\">Status</a>");
  }

  @Test
  void openPage_getsNumbersAgainOnlyIfTheyChanged() throws Exception {
    Matcher newer = NEWER.matcher(page("/status"));
    assertThat(newer.find()).isTrue();

    HttpResponse<String> same = get(newer.group(1));
    add(1, "{'message':'red'}");
    HttpResponse<String> other = get(newer.group(1));

    assertThat(same.statusCode()).isEqualTo(204);
    assertThat(other.body()).contains("<b id=\"events\">1</b>").doesNotContain("<html");
  }

  @Test
  void problemWithWriting_standsAboveAll() {
    StatusNumbers numbers =
        StatusNumbers.of(
            new Totals(0, 0, 0, Map.of(), Map.of(), Map.of(), Map.of(), 0, 0, 0, 0, "disk full"),
            new StoreDetails(new Retention(1, Duration.ofHours(36)), null, "3", 1),
            NOW,
            "1");

    StringOutput part = new StringOutput();
    TemplateEngine.createPrecompiled(
            null, ContentType.Html, getClass().getClassLoader(), getClass().getPackageName())
        .render("statusNumbers.jte", numbers, part);

    assertThat(part.toString()).contains("role=\"alert\"", "disk full", "1 event, 36 hours");
  }

  @Test
  void longLists_endWithASum() {
    Map<String, Long> counts = new HashMap<>();
    for (int i = 1; i <= 30; i++) {
      counts.put("type-" + i, (long) i);
    }

    CountRows rows = CountRows.of("id", "title", "note", "none", counts);

    assertThat(rows.rows()).hasSize(21);
    assertThat(rows.rows().get(0)).isEqualTo(new CountRows.Row("type-30", "30"));
    assertThat(rows.rows().get(20)).isEqualTo(new CountRows.Row("10 others", "55"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "1023, '1,023 bytes'",
    "1024, 1.0 KiB",
    "204800, 200 KiB",
    "1048575, 1.0 MiB",
    "1288490189, 1.2 GiB"
  })
  void size_isShownInTheUnitThatFits(long bytes, String text) {
    assertThat(PageText.bytes(bytes)).isEqualTo(text);
  }
}
