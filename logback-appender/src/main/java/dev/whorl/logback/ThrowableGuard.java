package dev.whorl.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.spi.FilterReply;
import dev.whorl.Reporter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * Saves log calls whose throwable's own code fails. Logback reads a throwable's message, cause and
 * trace while it makes its event, before any appender, and what they throw leaves the log call: the
 * application would get an exception in place of a log line. For such a throwable, and no other,
 * this filter makes the event itself, with a {@link StandIn}, and hands it to all appenders.
 *
 * <p>Each started appender has one in its logger context, so it also leads to the appenders there,
 * wherever they stand.
 */
final class ThrowableGuard extends TurboFilter {
  private static final int MAX_THROWABLES = 100;

  private final Reporter reporter;

  /** Only code that a class brings itself can fail, and few classes bring any. */
  private final ClassValue<Boolean> ownCode =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return bringsCode(type);
        }
      };

  ThrowableGuard(Reporter reporter) {
    this.reporter = reporter;
  }

  /** Slow when it is asked first, as all reflection is. */
  static boolean bringsCode(Class<?> throwable) {
    try {
      for (String method : List.of("getMessage", "getCause", "getStackTrace", "toString")) {
        if (throwable.getMethod(method).getDeclaringClass() != Throwable.class) {
          return true;
        }
      }
      return false;
    } catch (NoSuchMethodException | LinkageError e) {
      return true;
    }
  }

  /** Of the appender in a context that started first; null if none is started. */
  static @Nullable Reporter firstReporter(@Nullable Context context) {
    if (context instanceof LoggerContext loggers) {
      for (TurboFilter filter : loggers.getTurboFilterList()) {
        if (filter instanceof ThrowableGuard guard) {
          return guard.reporter;
        }
      }
    }
    return null;
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] params,
      @Nullable Throwable throwable) {
    // Also asked for each call below the logger's level.
    Throwable thrown = throwable != null ? throwable : last(params);
    if (thrown == null || !concerns(logger, level) || isReadable(thrown)) {
      return FilterReply.NEUTRAL;
    }
    Object[] arguments =
        throwable == null && params != null ? Arrays.copyOf(params, params.length - 1) : params;
    LoggingEvent event =
        new LoggingEvent(Logger.FQCN, logger, level, format, StandIn.of(thrown), arguments);
    if (marker != null) {
      event.addMarker(marker);
    }
    logger.callAppenders(event);
    return FilterReply.DENY;
  }

  private static @Nullable Throwable last(Object @Nullable [] params) {
    return params != null
            && params.length > 0
            && params[params.length - 1] instanceof Throwable throwable
        ? throwable
        : null;
  }

  @Override
  public FilterReply decide(Logger logger, org.slf4j.event.LoggingEvent call) {
    Throwable thrown = call.getThrowable();
    Level level = Level.convertAnSLF4JLevel(call.getLevel());
    if (thrown == null || !concerns(logger, level) || isReadable(thrown)) {
      return FilterReply.NEUTRAL;
    }
    LoggingEvent event =
        new LoggingEvent(
            Logger.FQCN,
            logger,
            level,
            call.getMessage(),
            StandIn.of(thrown),
            call.getArgumentArray());
    List<Marker> markers = call.getMarkers();
    if (markers != null) {
      markers.forEach(event::addMarker);
    }
    List<KeyValuePair> pairs = call.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(event::addKeyValuePair);
    }
    logger.callAppenders(event);
    return FilterReply.DENY;
  }

  private boolean concerns(Logger logger, Level level) {
    return reporter.wants(LogbackLogCall.severity(level))
        && level.isGreaterOrEqual(logger.getEffectiveLevel());
  }

  private boolean isReadable(Throwable thrown) {
    try {
      return read(thrown, MAX_THROWABLES) >= 0;
    } catch (Throwable e) {
      return false;
    }
  }

  /**
   * Does what Logback will do; gives how many more may be read, or less than 0 for a null trace.
   */
  private int read(Throwable first, int budget) {
    int left = budget;
    for (Throwable t = first; t != null && left > 0; t = t.getCause()) {
      left--;
      if (ownCode.get(t.getClass())) {
        String unused = t.getMessage() + t;
        if (t.getStackTrace() == null) {
          return -1;
        }
      }
      for (Throwable suppressed : t.getSuppressed()) {
        left = left > 0 ? read(suppressed, left) : left;
        if (left < 0) {
          return left;
        }
      }
    }
    return left;
  }

  /** Stands for a throwable that cannot be read; its own code is ours. */
  static final class StandIn extends Throwable {
    private static final long serialVersionUID = 1;

    private final transient Throwable original;

    private StandIn(Throwable original, StackTraceElement[] trace) {
      super(original.getClass().getName() + " (its own code fails when it is read)");
      this.original = original;
      setStackTrace(trace);
    }

    static StandIn of(Throwable original) {
      StackTraceElement[] trace = null;
      try {
        trace = original.getStackTrace();
      } catch (Throwable e) {
        // Then it has none.
      }
      return new StandIn(original, trace == null ? new StackTraceElement[0] : trace);
    }

    /** Not filled in here: that would be this filter's trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }

    /** Null after a journey in serialized form. */
    @Nullable Throwable original() {
      return original;
    }
  }
}
