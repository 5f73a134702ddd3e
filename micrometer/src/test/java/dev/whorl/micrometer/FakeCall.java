package dev.whorl.micrometer;

import dev.whorl.FingerprintReader;
import dev.whorl.LogReader;
import dev.whorl.LogSource;
import dev.whorl.event.Breadcrumb;
import dev.whorl.event.LogCall;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** An error of a logging library that does not exist. */
record FakeCall(String message) implements LogSource {
  static final LogReader<FakeCall> READER = new Reader();

  private static final String LOGGER = "com.acme.Shop";
  private static final String THREAD = "main";

  @Override
  public Object thread() {
    return 1L;
  }

  @Override
  public Breadcrumb breadcrumb() {
    return new Breadcrumb(Instant.EPOCH, Severity.ERROR, LOGGER, message);
  }

  @Override
  public void forEachMdcEntry(BiConsumer<String, String> action) {}

  @Override
  public LogCall call(List<Breadcrumb> before, FingerprintReader fingerprints) {
    return new LogCall(
        Instant.EPOCH,
        Severity.ERROR,
        LOGGER,
        THREAD,
        1,
        new LogMessage(message, message, List.of()),
        null,
        Map.of(),
        Map.of(),
        List.of(),
        null,
        before);
  }

  private static final class Reader implements LogReader<FakeCall> {
    @Override
    public Severity severity(FakeCall call) {
      return Severity.ERROR;
    }

    @Override
    public String logger(FakeCall call) {
      return LOGGER;
    }

    @Override
    public String threadName(FakeCall call) {
      return THREAD;
    }

    @Override
    public long kind(FakeCall call, String fingerprintKey) {
      return call.message.hashCode();
    }

    @Override
    public LogSource open(FakeCall call) {
      return call;
    }
  }
}
