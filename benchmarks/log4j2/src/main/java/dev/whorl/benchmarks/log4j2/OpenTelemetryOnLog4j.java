package dev.whorl.benchmarks.log4j2;

import dev.whorl.benchmarks.appenders.Options;
import dev.whorl.benchmarks.appenders.Peer;
import io.opentelemetry.instrumentation.log4j.appender.v2_17.OpenTelemetryAppender;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import java.util.concurrent.TimeUnit;

/** The appender with the SDK and its batches, and an exporter that counts and drops them. */
final class OpenTelemetryOnLog4j implements Peer {
  private static final String CONTEXT_KEYS =
      "io.opentelemetry.instrumentation.log4j.contextdata.v2_17.internal.ContextDataKeys";

  private final DroppingExporter exporter = new DroppingExporter();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setLoggerProvider(
              SdkLoggerProvider.builder()
                  .addLogRecordProcessor(BatchLogRecordProcessor.builder(exporter).build())
                  .build())
          .build();

  @Override
  public String xml(Options options) {
    return """
        <OpenTelemetry name='%s' captureContextDataAttributes='*'>
          <ThresholdFilter level='ERROR'/>
        </OpenTelemetry>
        """
        .formatted(NAME);
  }

  @Override
  public void started() {
    try {
      Class<?> unused = Class.forName(CONTEXT_KEYS);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "OpenTelemetry on Log4j needs what is in benchmarks/log4j2/target/lib-opentelemetry on"
              + " its class path, and no other candidate must have it there",
          e);
    }
    OpenTelemetryAppender.install(sdk);
  }

  @Override
  public void settle() {
    sdk.getSdkLoggerProvider().forceFlush().join(10, TimeUnit.SECONDS);
  }

  @Override
  public long delivered() {
    return exporter.records();
  }

  @Override
  public void stopped() {
    sdk.close();
  }
}
