package dev.whorl.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A program that logs numbered errors at an even pace until somebody ends it. After each log call
 * returned it writes down which one that was, and when, to a file that survives the program.
 */
final class NumberedErrors {
  private static final int THREADS = 4;
  private static final int PER_SECOND = 400;
  private static final int MAX_SECONDS = 60;

  private final Candidate candidate;
  private final String name;
  private final FileChannel record;

  private NumberedErrors(Candidate candidate, String name, FileChannel record) {
    this.candidate = candidate;
    this.name = name;
    this.record = record;
  }

  /**
   * Arguments: the library, a name for the errors, the file, and settings as {@code name=value}.
   */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> settings = new LinkedHashMap<>();
    Arrays.stream(arguments)
        .skip(3)
        .map(pair -> pair.split("=", 2))
        .forEach(pair -> settings.put(pair[0], pair[1]));
    Candidate candidate = Library.valueOf(arguments[0]).start(settings);
    FileChannel record =
        FileChannel.open(
            Path.of(arguments[2]),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND);
    warmUp(candidate, arguments[1], Path.of(settings.get("folder")));
    new NumberedErrors(candidate, arguments[1], record).run();
  }

  /** What is promised is promised to a program that runs, not to one whose classes still load. */
  private static void warmUp(Candidate candidate, String name, Path folder) {
    candidate.error("faults", name + "-warm-up", new IllegalStateException("the first one"));
    Eventually.isTrue(
        30, candidate, () -> candidate.metrics().delivered() > 0 || hasEvents(folder));
  }

  private static boolean hasEvents(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(
          file -> file.getFileName().toString().endsWith(".ndjson") && file.toFile().length() > 0);
    }
  }

  private void run() throws InterruptedException {
    ScheduledExecutorService threads =
        Executors.newScheduledThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work);
              thread.setDaemon(true);
              return thread;
            });
    for (int i = 0; i < THREADS; i++) {
      String prefix = name + "-" + i + "-";
      AtomicInteger number = new AtomicInteger();
      long period = TimeUnit.SECONDS.toMicros(1) * THREADS / PER_SECOND;
      // Never faster to catch up: the promise is about a rate.
      threads.scheduleWithFixedDelay(
          () -> log(prefix + number.incrementAndGet()),
          i * period / THREADS,
          period,
          TimeUnit.MICROSECONDS);
    }
    boolean unused = threads.awaitTermination(MAX_SECONDS, TimeUnit.SECONDS);
  }

  private void log(String error) {
    candidate.error("faults", error, new IllegalStateException("the number is in the message"));
    String line = error + " " + System.nanoTime() + "\n";
    try {
      int unused = record.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
