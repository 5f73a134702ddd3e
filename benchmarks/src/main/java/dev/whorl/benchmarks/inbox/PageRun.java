package dev.whorl.benchmarks.inbox;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * How long the list of groups takes with very many events, by kind of question, as a page, as the
 * part of it that looks for news and as data.
 */
public final class PageRun {
  private static final String[] PATHS = {"/", "/parts/groups", "/api/inbox/groups"};
  private static final Map<String, Duration> SPANS =
      Map.of(
          "1h", Duration.ofHours(1),
          "24h", Duration.ofHours(24),
          "7d", Duration.ofDays(7),
          "30d", Duration.ofDays(30));

  private final int groups;
  private final Random random = new Random(1);

  private PageRun(int groups) {
    this.groups = groups;
  }

  /**
   * Takes {@code --events}, {@code --groups}, {@code --times}, {@code --payloads none}, since pages
   * of groups read none, and {@code --database}, a file that is filled if it is not there and kept.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Options options = new Options(args);
    int groups = (int) options.number("groups", 20_000, 200);
    int times = (int) options.number("times", 60, 2);
    String kept = options.text("database", "");
    Path folder = Files.createTempDirectory("whorl-pages");
    Path database = kept.isEmpty() ? folder.resolve("inbox.db") : Path.of(kept);
    if (!Files.exists(database)) {
      boolean withPayloads = !options.text("payloads", "whole").equals("none");
      new StoreFill(groups, withPayloads)
          .fill(database, options.number("events", 1_000_000, 2_000));
    }
    try (InboxProcess inbox = InboxProcess.start(options, database)) {
      new PageRun(groups).ask(inbox, times);
    }
    IngestRun.delete(folder);
  }

  private void ask(InboxProcess inbox, int times) throws IOException, InterruptedException {
    Map<String, Times[]> taken = new LinkedHashMap<>();
    // The first rounds warm up.
    for (int round = -Math.min(5, times); round < times; round++) {
      for (Map.Entry<String, String> question : questions().entrySet()) {
        Times[] ofQuestion =
            taken.computeIfAbsent(
                question.getKey(), none -> new Times[] {new Times(), new Times(), new Times()});
        for (int i = 0; i < PATHS.length; i++) {
          String path =
              PATHS[i] + "?" + (i == 2 ? asData(question.getValue()) : question.getValue());
          long begin = System.nanoTime();
          inbox.get(path);
          if (round >= 0) {
            ofQuestion[i].add(System.nanoTime() - begin);
          }
        }
      }
    }
    System.out.println("Median, 95th percentile and longest of " + times + " times each:\n");
    System.out.println(
        "| groups | `/` | `/parts/groups` | `/api/inbox/groups` |\n|---|---|---|---|");
    taken.forEach(
        (question, ofPaths) -> {
          StringBuilder row = new StringBuilder("| " + question);
          for (Times ofPath : ofPaths) {
            row.append(
                String.format(
                    Locale.ROOT,
                    " | %.0f · %.0f · %.0f ms",
                    ofPath.millis(50),
                    ofPath.millis(95),
                    ofPath.millis(100)));
          }
          System.out.println(row.append(" |"));
        });
  }

  private Map<String, String> questions() {
    String logger = "com.acme.shop." + SampleEvents.name(random.nextInt(Math.min(300, groups)));
    String ofLogger = "logger=" + logger + ".Service";
    String release = "release=" + URLEncoder.encode(release(), StandardCharsets.UTF_8);
    String word = SampleEvents.name(random.nextInt(groups)).toLowerCase(Locale.ROOT);
    Map<String, String> questions = new LinkedHashMap<>();
    questions.put("all", "");
    questions.put("all, most events first", "sort=events");
    questions.put("all, youngest first", "sort=first_seen");
    questions.put("of an environment", "environment=production");
    questions.put("of a release", release);
    questions.put("of a level", "level=error");
    questions.put("of a logger", ofLogger);
    questions.put("of all four", "environment=production&level=error&" + release + "&" + ofLogger);
    SPANS.keySet().stream()
        .sorted((one, other) -> SPANS.get(one).compareTo(SPANS.get(other)))
        .forEach(span -> questions.put("of the last " + span, "since=" + span));
    questions.put("of the last 24h, most events first", "since=24h&sort=events");
    questions.put("of the last 7d, most events first", "since=7d&sort=events");
    questions.put("of the last 30d, most events first", "since=30d&sort=events");
    questions.put("of the last 7d and an environment", "since=7d&environment=production");
    questions.put("with the word of one group", "query=" + word);
    questions.put("with a number", "query=" + random.nextInt(10_000_000));
    questions.put("with a word that all have", "query=" + SampleEvents.COMMON_WORD);
    questions.put("with a letter that all have", "query=" + "r");
    questions.put("with two words that all have", "query=order+" + SampleEvents.COMMON_WORD);
    questions.put(
        "with that word, of the last 24h and a level",
        "query=" + SampleEvents.COMMON_WORD + "&since=24h&level=error");
    return questions;
  }

  private static String release() {
    return "shop@1." + Instant.now().minus(8, ChronoUnit.DAYS).getEpochSecond() / 604_800;
  }

  private static String asData(String question) {
    String data = question;
    for (Map.Entry<String, Duration> span : SPANS.entrySet()) {
      Instant since = Instant.now().minus(span.getValue()).truncatedTo(ChronoUnit.SECONDS);
      data = data.replace("since=" + span.getKey(), "since=" + since);
    }
    return data;
  }
}
