package dev.whorl.benchmarks.inbox;

import dev.whorl.inbox.store.InboxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * How many events the inbox takes in a second over HTTP. It runs in a JVM of its own; this one
 * sends, and looks afterwards whether all that was answered with 200 is in the file.
 */
public final class IngestRun {
  private IngestRun() {}

  /** Takes {@code --seconds}, {@code --groups}, {@code --connections} and {@code --requests}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Options options = new Options(args);
    long seconds = options.number("seconds", 60, 2);
    int groups = (int) options.number("groups", 20_000, 200);
    int connections = (int) options.number("connections", 64, 16);
    int number = (int) options.number("requests", 260_000, 2_000);
    Path folder = Files.createTempDirectory("whorl-ingest");
    Path database = folder.resolve("inbox.db");
    Load load;
    long bodyBytes;
    Duration server;
    Duration own;
    double taken;
    try (InboxProcess inbox = InboxProcess.start(options, database)) {
      PreparedRequests requests =
          new PreparedRequests(new SampleEvents(groups), inbox.address(), number);
      bodyBytes = requests.bodyBytes();
      load = new Load(requests);
      Duration serverBefore = inbox.processorTime();
      Duration ownBefore = ownTime();
      long begin = System.nanoTime();
      load.run(inbox.address(), connections, seconds);
      taken = (System.nanoTime() - begin) / 1e9;
      own = ownTime().minus(ownBefore);
      server = inbox.processorTime().minus(serverBefore);
    }
    int stored = load.stored().cardinality();
    System.out.println("| | |\n|---|---|");
    row("events answered with 200", "%,d in %.1f s", stored, taken);
    row("a second, on average", "%,.0f", stored / taken);
    row("a second, in the slowest ten seconds", "%,.0f", load.slowest());
    row("a body", "%,d bytes of gzip", bodyBytes);
    row("connections", "%d", connections);
    row("an answer: median, 95th percentile, longest", "%s", load.times().cells());
    row("processor time of the inbox", "%.1f s", server.toMillis() / 1e3);
    row("processor time of the sender", "%.1f s", own.toMillis() / 1e3);
    row("on disk", "%,d bytes an event", bytes(folder) / Math.max(1, stored));
    long missing = missing(database, load);
    row("answered with 200 and not in the file", "%d", missing);
    row("other answers", "%d", load.refused().size());
    load.refused().stream().distinct().limit(5).forEach(System.out::println);
    if (load.isExhausted()) {
      System.out.println("All requests were used up before the time was over: give more.");
    }
    delete(folder);
    if (missing > 0) {
      System.exit(1);
    }
  }

  private static long missing(Path database, Load load) {
    Set<String> found = new HashSet<>();
    try (InboxFile file = InboxFile.open(database)) {
      file.forEachEvent(
          null,
          null,
          event -> {
            found.add(event.eventId());
            return true;
          });
    }
    return load.stored().stream().filter(i -> !found.contains(SampleEvents.id(i))).count();
  }

  private static Duration ownTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  static long bytes(Path folder) throws IOException {
    long bytes = 0;
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static void row(String what, String format, Object... values) {
    System.out.println("| " + what + " | " + String.format(Locale.ROOT, format, values) + " |");
  }
}
