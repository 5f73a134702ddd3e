package dev.whorl.micrometer;

import dev.whorl.FingerprintReader;
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
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public String logger() {
    return "com.acme.Shop";
  }

  @Override
  public String threadName() {
    return "main";
  }

  @Override
  public Object thread() {
    return 1L;
  }

  @Override
  public long kind(String fingerprintKey) {
    return message.hashCode();
  }

  @Override
  public Breadcrumb breadcrumb() {
    return new Breadcrumb(Instant.EPOCH, severity(), logger(), message);
  }

  @Override
  public void forEachMdcEntry(BiConsumer<String, String> action) {}

  @Override
  public LogCall call(List<Breadcrumb> before, FingerprintReader fingerprints) {
    return new LogCall(
        Instant.EPOCH,
        severity(),
        logger(),
        threadName(),
        1,
        new LogMessage(message, message, List.of()),
        null,
        Map.of(),
        Map.of(),
        List.of(),
        null,
        before);
  }
}
