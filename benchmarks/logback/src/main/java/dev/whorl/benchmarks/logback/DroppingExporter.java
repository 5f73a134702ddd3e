package dev.whorl.benchmarks.logback;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what it gets and drops it. */
final class DroppingExporter implements LogRecordExporter {
  private final AtomicLong records = new AtomicLong();

  long records() {
    return records.get();
  }

  @Override
  public CompletableResultCode export(Collection<LogRecordData> batch) {
    records.addAndGet(batch.size());
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
