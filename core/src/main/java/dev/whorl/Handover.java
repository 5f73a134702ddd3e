package dev.whorl;

import dev.whorl.ReporterMetrics.Step;
import dev.whorl.delivery.Accounting;
import dev.whorl.delivery.Outbox;
import dev.whorl.event.DropReason;
import dev.whorl.event.ErrorEvent;
import dev.whorl.protocol.EncodedEvent;
import dev.whorl.protocol.EventEncoder;
import dev.whorl.protocol.EventJson;
import org.jspecify.annotations.Nullable;

/**
 * The way of an event from the limiter into the outbox: told what it carries, written as JSON,
 * handed over. Whatever happens here, the event ends in exactly one bin.
 */
final class Handover implements GroupLimiter.Exit {
  private static final String SUPPRESSED = "suppressed";

  private final Outbox outbox;
  private final Accounting accounting;
  private final ReporterMetrics metrics;
  private final EventEncoder encoder;

  Handover(Outbox outbox, Accounting accounting, ReporterMetrics metrics) {
    this.outbox = outbox;
    this.accounting = accounting;
    this.metrics = metrics;
    encoder = new EventEncoder(outbox.wantsPacked());
  }

  @Override
  public void leave(ErrorEvent event, String group, long suppressed) {
    EncodedEvent encoded = null;
    Outbox.@Nullable Refusal refusal;
    try {
      encoded = encode(event, group, suppressed);
      refusal =
          encoded == null
              ? new Outbox.Refusal(
                  DropReason.TOO_LARGE, "more than " + EventJson.MAX_BYTES + " bytes")
              : put(encoded);
    } catch (Throwable e) {
      refusal = new Outbox.Refusal(DropReason.INTERNAL_ERROR, e.getClass().getName());
    }
    if (refusal != null) {
      EncodedEvent lost = encoded == null ? nothing(event, group, suppressed) : encoded;
      accounting.lost(lost, refusal.reason(), refusal.detail(), false);
    }
  }

  private @Nullable EncodedEvent encode(ErrorEvent event, String group, long suppressed) {
    long begin = System.nanoTime();
    ErrorEvent told =
        suppressed == 0
            ? event
            : event.toBuilder()
                .contextValue(ErrorEvent.WHORL_CONTEXT, SUPPRESSED, suppressed)
                .build();
    EncodedEvent encoded = encoder.encode(told);
    metrics.record(Step.ENCODE, System.nanoTime() - begin);
    return encoded == null ? null : encoded.carrying(group, suppressed);
  }

  private Outbox.@Nullable Refusal put(EncodedEvent encoded) {
    long begin = System.nanoTime();
    Outbox.Refusal refusal = outbox.put(encoded);
    metrics.record(Step.STORE, System.nanoTime() - begin);
    return refusal;
  }

  /** What was to be carried is not lost with its carrier. */
  private static EncodedEvent nothing(ErrorEvent event, String group, long suppressed) {
    return new EncodedEvent(event.eventId(), new byte[0]).carrying(group, suppressed);
  }
}
