package dev.whorl;

import dev.whorl.event.Breadcrumb;
import dev.whorl.event.LogCall;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Severity;
import dev.whorl.event.ThrowableView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A log call of a logging library that does not exist. */
final class FakeSource implements LogSource {
  static final LogReader<FakeSource> READER = new Reader();

  private final Severity severity;
  private final String message;
  private final Map<String, String> mdc = new LinkedHashMap<>();
  private String logger = "com.acme.Shop";
  private String threadName = Thread.currentThread().getName();
  private Object thread = Thread.currentThread().getId();
  private Throwable thrown;
  private Function<FingerprintReader, Void> whenRead = fingerprints -> null;

  private FakeSource(Severity severity, String message) {
    this.severity = severity;
    this.message = message;
  }

  static FakeSource error(String message) {
    return new FakeSource(Severity.ERROR, message);
  }

  static FakeSource of(Severity severity, String message) {
    return new FakeSource(severity, message);
  }

  FakeSource logger(String name) {
    logger = name;
    return this;
  }

  FakeSource thread(String name) {
    threadName = name;
    thread = name;
    return this;
  }

  FakeSource mdc(String key, String value) {
    mdc.put(key, value);
    return this;
  }

  FakeSource thrown(Throwable throwable) {
    thrown = throwable;
    return this;
  }

  /** Runs something in the middle of the snapshot, as a value's toString does. */
  FakeSource whenRead(Runnable action) {
    return whenRead(
        fingerprints -> {
          action.run();
          return null;
        });
  }

  FakeSource whenRead(Function<FingerprintReader, Void> action) {
    whenRead = action;
    return this;
  }

  @Override
  public Object thread() {
    return thread;
  }

  @Override
  public Breadcrumb breadcrumb() {
    return new Breadcrumb(Instant.EPOCH, severity, logger, message);
  }

  @Override
  public void forEachMdcEntry(BiConsumer<String, String> action) {
    mdc.forEach(action);
  }

  @Override
  public LogCall call(List<Breadcrumb> before, FingerprintReader fingerprints) {
    whenRead.apply(fingerprints);
    return new LogCall(
        Instant.EPOCH,
        severity,
        logger,
        threadName,
        1,
        new LogMessage(message, message, List.of()),
        thrown == null ? null : ThrowableView.of(thrown),
        mdc,
        Map.of(),
        List.of(),
        null,
        before);
  }

  private static final class Reader implements LogReader<FakeSource> {
    @Override
    public Severity severity(FakeSource event) {
      return event.severity;
    }

    @Override
    public String logger(FakeSource event) {
      return event.logger;
    }

    @Override
    public String threadName(FakeSource event) {
      return event.threadName;
    }

    @Override
    public long kind(FakeSource event, String fingerprintKey) {
      long hash = KindHash.template(KindHash.name(KindHash.START, event.logger), event.message);
      if (event.thrown != null) {
        hash = KindHash.name(hash, event.thrown.getClass().getName());
        for (StackTraceElement frame : event.thrown.getStackTrace()) {
          hash = KindHash.frame(hash, frame);
        }
      }
      return KindHash.text(hash, event.mdc.get(fingerprintKey));
    }

    @Override
    public LogSource open(FakeSource event) {
      return event;
    }
  }
}
