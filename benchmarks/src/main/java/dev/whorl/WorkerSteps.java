package dev.whorl;

import dev.whorl.capture.CaptureOptions;
import dev.whorl.capture.EventFactory;
import dev.whorl.capture.FingerprintTexts;
import dev.whorl.capture.InAppPackages;
import dev.whorl.capture.Scrubber;
import dev.whorl.delivery.Compression;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.LogCall;
import dev.whorl.event.Sdk;
import dev.whorl.protocol.EncodedEvent;
import dev.whorl.protocol.Envelope;
import dev.whorl.protocol.EventEncoder;
import java.time.Instant;

/**
 * What Whorl's threads do to a log call, one step at a time. In this package since the steps are
 * nobody else's business; they are those of {@link Worker}, {@link Handover} and the sender.
 */
public final class WorkerSteps {
  private final Sdk sdk = new Integration("logback", "benchmark").sdk();
  private final Compression compression = new Compression();
  private final EventFactory factory;
  private final Grouping grouping;
  private final EventEncoder encoder = new EventEncoder(true);

  /** With settings as they come. */
  public WorkerSteps() {
    Settings settings =
        Settings.builder(name -> null)
            .set("dsn", "http://0f5ec2e7ba5e0f5ec2e7ba5e@127.0.0.1:9/1")
            .build();
    Scrubber scrubber = new Scrubber(settings.scrub());
    Notices notices = new Notices(new Silence());
    factory =
        new EventFactory(
            new CaptureOptions(
                sdk,
                "auto.log.logback",
                settings.environment(),
                settings.release(),
                settings.dist(),
                () -> "shop-1",
                settings.fingerprintKey(),
                settings.contextTags(),
                scrubber,
                new InAppPackages(settings.inAppIncludes(), settings.inAppExcludes())),
            new FingerprintTexts(warning -> {}));
    grouping =
        new Grouping(settings, new CallVariables(scrubber, notices), notices, System::nanoTime);
  }

  /** A log call as an event. */
  public ErrorEvent create(LogCall call) {
    return factory.create(call);
  }

  /** The event with its group. */
  public ErrorEvent group(ErrorEvent event, LogCall call) {
    return grouping.apply(event, call, factory).event();
  }

  /** The event as JSON, packed. */
  public EncodedEvent encode(ErrorEvent event) {
    return encoder.encode(event);
  }

  /** What goes over the wire. */
  private byte[] body(EncodedEvent event) {
    Envelope.Around around = Envelope.around(event, null, sdk, Instant.EPOCH);
    return compression.gzip(around.before(), event.packed(), around.after());
  }

  /** All of it. */
  public byte[] all(LogCall call) {
    return body(encode(group(create(call), call)));
  }

  private static final class Silence implements Status {
    @Override
    public void info(String message) {}

    @Override
    public void warn(String message, Throwable cause) {}

    @Override
    public void error(String message) {}
  }
}
