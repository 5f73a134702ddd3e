package dev.whorl.testkit;

import dev.whorl.GroupExplainer;
import dev.whorl.Settings;
import dev.whorl.event.DropReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** From the begin of a test to its end: an appender that writes into a folder of its own. */
final class Capture implements AutoCloseable {
  private static final long LOOK_NANOS = 2_000_000;
  private static final AtomicLong STARTED = new AtomicLong();

  private final EventFolder folder;
  private final Tap tap;
  private final GroupExplainer explainer;
  private final Duration timeout;
  private final List<CapturedError> read = new ArrayList<>();

  private Capture(EventFolder folder, Tap tap, GroupExplainer explainer, Duration timeout) {
    this.folder = folder;
    this.tap = tap;
    this.explainer = explainer;
    this.timeout = timeout;
  }

  static Capture start(CaptureOptions options) {
    EventFolder folder = EventFolder.create();
    Tap tap = null;
    try {
      Map<String, String> settings = settings(options, folder);
      GroupExplainer explainer = new GroupExplainer(settings.get("stackTraceRules"));
      String name = "captured-errors-" + STARTED.incrementAndGet();
      tap =
          options
              .library()
              .get()
              .attach(new Tap.Wiring(name, options.logger(), settings, options.beforeSend()));
      return new Capture(folder, tap, explainer, options.timeout());
    } finally {
      if (tap == null) {
        folder.delete();
      }
    }
  }

  /** As the appender will read them, so that what is wrong with them fails the test. */
  private static Map<String, String> settings(CaptureOptions options, EventFolder folder) {
    Map<String, String> settings = new LinkedHashMap<>(options.settings());
    // Empty instead of absent, so that a variable of the environment does not count.
    settings.put("dsn", "");
    settings.put("folder", folder.events().toString());
    if (options.rules() != null) {
      Path rules = folder.write("fingerprint.rules", options.rules());
      settings.put("rules", rules.toString());
    }
    Settings.Builder builder = Settings.builder().beforeSend(options.beforeSend());
    settings.forEach(builder::set);
    Settings unused = builder.build();
    return settings;
  }

  synchronized List<CapturedError> events() {
    settle();
    long delivered = tap.metrics().delivered();
    if (read.size() < delivered) {
      List<String> lines = folder.lines();
      for (String line : lines.subList(read.size(), lines.size())) {
        read.add(event(line));
      }
    }
    return List.copyOf(read);
  }

  private CapturedError event(String line) {
    try {
      return CapturedError.read(line, explainer);
    } catch (IOException e) {
      throw new UncheckedIOException("Whorl wrote what is no event: " + line, e);
    }
  }

  Map<DropReason, Long> losses() {
    settle();
    return tap.metrics().dropped();
  }

  List<CapturedError> await(int count) {
    long deadline = System.nanoTime() + timeout.toNanos();
    List<CapturedError> events = events();
    while (events.size() < count) {
      if (deadline - System.nanoTime() <= 0 || Thread.currentThread().isInterrupted()) {
        throw new AssertionError(
            "Expecting at least %d events within %s, but %s"
                .formatted(count, timeout, Listing.of(events, losses())));
      }
      LockSupport.parkNanos(LOOK_NANOS);
      events = events();
    }
    return events;
  }

  private void settle() {
    if (!tap.isAttached()) {
      throw new IllegalStateException(
          "Logging was configured anew during the test, which took the appender of CapturedErrors away. Let what configures logging (such as the start of an application) come before the test, or keep it from doing so.");
    }
    if (!tap.flush(timeout)) {
      String state = tap.metrics().toString();
      throw new IllegalStateException(
          Thread.currentThread().isInterrupted()
              ? "The test's thread is interrupted, so it cannot wait for events: " + state
              : "Not all log calls became events within %s: %s. CapturedErrors.withTimeout gives more time."
                  .formatted(timeout, state));
    }
    if (tap.metrics().evicted() > 0) {
      throw new IllegalStateException(
          "The test logged more than its folder may hold, so the oldest events are gone. Set folderMaxBytes higher.");
    }
  }

  @Override
  public void close() {
    try {
      tap.detach();
    } finally {
      folder.delete();
    }
  }
}
