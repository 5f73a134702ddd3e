package dev.whorl.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.whorl.FingerprintReader;
import dev.whorl.LogReader;
import dev.whorl.LogSource;
import dev.whorl.MarkerReading;
import dev.whorl.event.Breadcrumb;
import dev.whorl.event.LogCall;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Severity;
import dev.whorl.event.Snapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** Reads a Logback event, on the thread that appends it. */
final class LogbackLogCall implements LogSource {
  /** How Logback names threads that have no name; the thread's id follows. */
  private static final List<String> UNNAMED_THREADS = List.of("virtual-", "unnamed-");

  static final LogReader<ILoggingEvent> READER = new Reader();

  private final ILoggingEvent event;
  private final String threadName;
  private final long threadId;
  private boolean wantedKeyFound;

  LogbackLogCall(ILoggingEvent event) {
    this.event = event;
    threadName = READER.threadName(event);
    threadId = threadId(threadName);
  }

  static Severity severity(Level level) {
    int value = level.toInt();
    if (value >= Level.ERROR_INT) {
      return Severity.ERROR;
    } else if (value >= Level.WARN_INT) {
      return Severity.WARNING;
    } else if (value >= Level.INFO_INT) {
      return Severity.INFO;
    }
    return value >= Level.DEBUG_INT ? Severity.DEBUG : Severity.TRACE;
  }

  /**
   * Logback's events have no thread id. It is this thread's if the names are equal; behind
   * AsyncAppender it is not known, which is better than the id of the wrong thread.
   */
  private static long threadId(String name) {
    Thread current = Thread.currentThread();
    if (name.equals(current.getName())) {
      return current.getId();
    }
    for (String prefix : UNNAMED_THREADS) {
      if (name.startsWith(prefix)) {
        try {
          return Long.parseLong(name.substring(prefix.length()));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 0;
  }

  private Severity severity() {
    return severity(event.getLevel());
  }

  private String logger() {
    return READER.logger(event);
  }

  @Override
  public Object thread() {
    return threadId > 0 ? (Object) threadId : threadName;
  }

  @Override
  public Breadcrumb breadcrumb() {
    return new Breadcrumb(timestamp(), severity(), logger(), formatted());
  }

  @Override
  public Supplier<Breadcrumb> breadcrumbForLater() {
    Object[] arguments = MessageForLater.arguments(event);
    if (arguments == null) {
      return LogSource.super.breadcrumbForLater();
    }
    Instant timestamp = timestamp();
    Severity severity = severity();
    String logger = logger();
    String template = event.getMessage();
    return () ->
        new Breadcrumb(timestamp, severity, logger, MessageForLater.format(template, arguments));
  }

  @Override
  public LogCall call(List<Breadcrumb> before, FingerprintReader fingerprints) {
    MarkerReading<Marker> markers = LogbackMarkers.of(event.getMarkerList(), fingerprints);
    String template = event.getMessage();
    return new LogCall(
        timestamp(),
        severity(),
        logger(),
        threadName,
        threadId,
        new LogMessage(
            template == null ? null : Snapshot.cut(template),
            Snapshot.cut(formatted()),
            Snapshot.params(event.getArgumentArray())),
        ProxyView.of(event.getThrowableProxy()),
        Snapshot.mdc(mdc()),
        keyValues(event.getKeyValuePairs(), fingerprints.key()),
        markers.names(),
        markers.fingerprint(),
        before);
  }

  private Instant timestamp() {
    Instant instant = event.getInstant();
    return instant == null ? Instant.ofEpochMilli(event.getTimeStamp()) : instant;
  }

  private String formatted() {
    try {
      return Objects.requireNonNullElse(event.getFormattedMessage(), "");
    } catch (RuntimeException e) {
      // An event class of the program's own; the rest of the call is worth an event.
      return "[message failed: " + e.getClass().getName() + "]";
    }
  }

  @Override
  public void forEachMdcEntry(BiConsumer<String, String> action) {
    mdc().forEach(action);
  }

  /** Logback gives each event of a thread the same copy until an entry changes. */
  @Override
  public @Nullable Object unchangingMdc() {
    // A class of the program's own may have one that changes.
    return event.getClass() == LoggingEvent.class ? mdc() : null;
  }

  @Override
  public boolean hasMdcKey(Predicate<String> wanted) {
    wantedKeyFound = false;
    mdc().forEach((key, value) -> wantedKeyFound |= wanted.test(key));
    return wantedKeyFound;
  }

  private Map<String, String> mdc() {
    return mdc(event);
  }

  private static Map<String, String> mdc(ILoggingEvent event) {
    try {
      return Objects.requireNonNullElse(event.getMDCPropertyMap(), Map.of());
    } catch (NullPointerException e) {
      // A logger context that a program made itself may have no MDC adapter; Logback does not
      // expect that.
      return Map.of();
    }
  }

  private static Map<String, @Nullable Object> keyValues(
      @Nullable List<KeyValuePair> pairs, String fingerprintKey) {
    if (pairs == null || pairs.isEmpty()) {
      return Map.of();
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (KeyValuePair pair : pairs) {
      String key = String.valueOf(pair.key);
      boolean fingerprint = key.equals(fingerprintKey);
      values.put(key, fingerprint ? Snapshot.fingerprint(pair.value) : Snapshot.value(pair.value));
    }
    return values;
  }

  private static final class Reader implements LogReader<ILoggingEvent> {
    @Override
    public Severity severity(ILoggingEvent event) {
      return LogbackLogCall.severity(event.getLevel());
    }

    @Override
    public String logger(ILoggingEvent event) {
      return Objects.requireNonNullElse(event.getLoggerName(), "");
    }

    @Override
    public String threadName(ILoggingEvent event) {
      return Objects.requireNonNullElse(event.getThreadName(), "");
    }

    @Override
    public long kind(ILoggingEvent event, String fingerprintKey) {
      return LogbackKind.of(event, logger(event), mdc(event).get(fingerprintKey), fingerprintKey);
    }

    @Override
    public LogSource open(ILoggingEvent event) {
      return new LogbackLogCall(event);
    }
  }
}
