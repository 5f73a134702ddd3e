package dev.whorl.benchmarks.inbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How long the preview of 50 rules takes over all events of a database: as the command, from its
 * start to its end, and asked of a running inbox.
 */
public final class PreviewRun {
  private PreviewRun() {}

  /**
   * Takes {@code --events}, {@code --groups}, {@code --times} and {@code --database}, as pages do.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Options options = new Options(args);
    int groups = (int) options.number("groups", 20_000, 200);
    long times = options.number("times", 4, 1);
    String kept = options.text("database", "");
    Path folder = Files.createTempDirectory("whorl-preview");
    Path database = kept.isEmpty() ? folder.resolve("inbox.db") : Path.of(kept);
    if (!Files.exists(database)) {
      new StoreFill(groups, true).fill(database, options.number("events", 100_000, 2_000));
    }
    Path rules = Files.writeString(folder.resolve("new.rules"), rules());
    System.out.println("| preview of 50 rules | |\n|---|---|");
    for (int i = 0; i < times; i++) {
      row("`whorl preview`", command(options, rules, database));
    }
    try (InboxProcess inbox = InboxProcess.start(options, database)) {
      String body = "{\"rules\":\"" + rules().replace("\"", "\\\"").replace("\n", "\\n") + "\"}";
      for (int i = 0; i < times; i++) {
        long begin = System.nanoTime();
        inbox.post("/api/inbox/preview", body);
        row("`POST /api/inbox/preview`", System.nanoTime() - begin);
      }
    }
    IngestRun.delete(folder);
  }

  private static long command(Options options, Path rules, Path database)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                options.jar().toString(),
                "preview",
                "--rules",
                rules.toString(),
                database.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("The preview failed: " + output);
    }
    return System.nanoTime() - begin;
  }

  private static void row(String what, long nanos) {
    System.out.printf(Locale.ROOT, "| %s | %.1f s |%n", what, nanos / 1e9);
  }

  /** Of all kinds; some match many events, most of them few. */
  private static String rules() {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      rules.append("error.type:").append(SampleEvents.name(3 * i)).append("Exception -> type-");
      rules.append(i).append('\n');
      rules
          .append("error.value:\"* after ")
          .append(i)
          .append("?? ms: Q")
          .append("aeiou".charAt(i / 2));
      rules.append("d*\" -> {{ default }}, slow\n");
      rules.append("logger:com.acme.shop.").append(SampleEvents.name(7 * i)).append(".* -> ");
      rules.append("{{ default }}, {{ tags.bank }}\n");
      rules.append("stack.module:com.acme.shop.").append(SampleEvents.name(40 * i));
      rules.append(".* level:fatal -> fatal, {{ error.type }}\n");
      rules.append("stack.function:stop").append(i).append(" tags.region:r").append(i);
      rules.append(" -> stopped\n");
    }
    return rules.toString();
  }
}
