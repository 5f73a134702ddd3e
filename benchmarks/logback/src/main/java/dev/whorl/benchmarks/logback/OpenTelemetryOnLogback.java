package dev.whorl.benchmarks.logback;

import dev.whorl.benchmarks.appenders.Options;
import dev.whorl.benchmarks.appenders.Peer;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import java.util.concurrent.TimeUnit;

/** The appender with the SDK and its batches, and an exporter that counts and drops them. */
final class OpenTelemetryOnLogback implements Peer {
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
        <appender name='%s' class='%s'>
          <filter class='ch.qos.logback.classic.filter.ThresholdFilter'><level>ERROR</level></filter>
          <captureMdcAttributes>*</captureMdcAttributes>
        </appender>
        """
        .formatted(NAME, OpenTelemetryAppender.class.getName());
  }

  @Override
  public void started() {
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
