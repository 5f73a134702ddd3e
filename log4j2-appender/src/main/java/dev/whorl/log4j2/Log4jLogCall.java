package dev.whorl.log4j2;

import dev.whorl.FingerprintReader;
import dev.whorl.LogReader;
import dev.whorl.LogSource;
import dev.whorl.MarkerReading;
import dev.whorl.event.Breadcrumb;
import dev.whorl.event.LogCall;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Severity;
import dev.whorl.event.Snapshot;
import dev.whorl.event.ThrowableView;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Log4j event, on the thread that appends it; Log4j may use the event again right after.
 */
final class Log4jLogCall implements LogSource {
  static final LogReader<LogEvent> READER = new Reader();

  private final LogEvent event;
  private @Nullable String formatted;
  private @Nullable Map<String, String> mdc;
  private boolean wantedKeyFound;

  Log4jLogCall(LogEvent event) {
    this.event = event;
  }

  /** Custom levels count as the next less severe standard level. */
  static Severity severity(Level level) {
    int value = level.intLevel();
    if (value <= Level.FATAL.intLevel()) {
      return Severity.FATAL;
    } else if (value <= Level.ERROR.intLevel()) {
      return Severity.ERROR;
    } else if (value <= Level.WARN.intLevel()) {
      return Severity.WARNING;
    } else if (value <= Level.INFO.intLevel()) {
      return Severity.INFO;
    }
    return value <= Level.DEBUG.intLevel() ? Severity.DEBUG : Severity.TRACE;
  }

  private Severity severity() {
    return severity(event.getLevel());
  }

  private String logger() {
    return READER.logger(event);
  }

  private String threadName() {
    return READER.threadName(event);
  }

  @Override
  public Object thread() {
    return event.getThreadId() > 0 ? (Object) event.getThreadId() : threadName();
  }

  @Override
  public Breadcrumb breadcrumb() {
    return new Breadcrumb(timestamp(), severity(), logger(), formatted());
  }

  /** The time is kept as two numbers, without the object that Log4j does without, too. */
  @Override
  public Supplier<Breadcrumb> breadcrumbForLater() {
    org.apache.logging.log4j.core.time.Instant instant = event.getInstant();
    if (instant == null) {
      return LogSource.super.breadcrumbForLater();
    }
    long second = instant.getEpochSecond();
    int nano = instant.getNanoOfSecond();
    Severity severity = severity();
    String logger = logger();
    String message = Breadcrumb.cut(formatted());
    return () -> new Breadcrumb(Instant.ofEpochSecond(second, nano), severity, logger, message);
  }

  @Override
  public LogCall call(List<Breadcrumb> before, FingerprintReader fingerprints) {
    MarkerReading<Marker> markers = Log4jMarkers.of(event.getMarker(), fingerprints);
    Throwable thrown = event.getThrown();
    return new LogCall(
        timestamp(),
        severity(),
        logger(),
        threadName(),
        event.getThreadId(),
        message(thrown),
        thrown == null ? null : ThrowableView.of(thrown),
        mdc(),
        keyValues(event.getMessage(), fingerprints.key()),
        markers.names(),
        markers.fingerprint(),
        before);
  }

  private Instant timestamp() {
    org.apache.logging.log4j.core.time.Instant instant = event.getInstant();
    return instant == null
        ? Instant.ofEpochMilli(event.getTimeMillis())
        : Instant.ofEpochSecond(instant.getEpochSecond(), instant.getNanoOfSecond());
  }

  /** Formatted once, for the breadcrumb and for the event. */
  private String formatted() {
    if (formatted == null) {
      formatted = formatted(event.getMessage());
    }
    return formatted;
  }

  static String formatted(@Nullable Message message) {
    try {
      return message == null ? "" : Objects.requireNonNullElse(message.getFormattedMessage(), "");
    } catch (RuntimeException e) {
      // A message class of the program's own; the rest of the call is worth an event.
      return "[message failed: " + e.getClass().getName() + "]";
    }
  }

  @Override
  public void forEachMdcEntry(BiConsumer<String, String> action) {
    ReadOnlyStringMap context = event.getContextData();
    if (context != null) {
      // Log4j's usual map would sort its keys and then look for each, going through all of them.
      context.toMap().forEach((key, value) -> action.accept(key, String.valueOf(value)));
    }
  }

  @Override
  public boolean hasMdcKey(Predicate<String> wanted) {
    wantedKeyFound = false;
    mdc().forEach((key, value) -> wantedKeyFound |= wanted.test(key));
    return wantedKeyFound;
  }

  private Map<String, String> mdc() {
    if (mdc == null) {
      mdc = Log4jContext.of(event.getContextData());
    }
    return mdc;
  }

  @SuppressWarnings("deprecation") // There is no other way to a message's template.
  private LogMessage message(@Nullable Throwable thrown) {
    Message message = event.getMessage();
    String format =
        message == null || message instanceof MapMessage<?, ?> ? null : message.getFormat();
    Object[] params =
        message == null || message instanceof MapMessage<?, ?> ? null : message.getParameters();
    if (params != null
        && params.length > 0
        && thrown != null
        && params[params.length - 1] == thrown) {
      params = Arrays.copyOf(params, params.length - 1);
    }
    return new LogMessage(
        format == null || format.isEmpty() ? null : Snapshot.cut(format),
        Snapshot.cut(formatted()),
        Snapshot.params(params));
  }

  private static Map<String, @Nullable Object> keyValues(
      @Nullable Message message, String fingerprintKey) {
    if (!(message instanceof MapMessage<?, ?> map)) {
      return Map.of();
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    map.forEach(
        (key, value) ->
            values.put(
                String.valueOf(key),
                key.equals(fingerprintKey) ? Snapshot.fingerprint(value) : Snapshot.value(value)));
    return values;
  }

  private static final class Reader implements LogReader<LogEvent> {
    @Override
    public Severity severity(LogEvent event) {
      return Log4jLogCall.severity(event.getLevel());
    }

    @Override
    public String logger(LogEvent event) {
      return Objects.requireNonNullElse(event.getLoggerName(), "");
    }

    @Override
    public String threadName(LogEvent event) {
      return Objects.requireNonNullElse(event.getThreadName(), "");
    }

    @Override
    public long kind(LogEvent event, String fingerprintKey) {
      return Log4jKind.of(event, fingerprintKey);
    }

    @Override
    public LogSource open(LogEvent event) {
      return new Log4jLogCall(event);
    }
  }
}
