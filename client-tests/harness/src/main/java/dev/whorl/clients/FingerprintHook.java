package dev.whorl.clients;

import io.sentry.Hint;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions.BeforeSendCallback;
import java.util.List;

/** Gives the events of two loggers a fingerprint, as programs with the official client do. */
public final class FingerprintHook implements BeforeSendCallback {
  static final String OVERRIDDEN = "com.acme.hook.overridden";
  static final String EXTENDED = "com.acme.hook.extended";

  @Override
  public SentryEvent execute(SentryEvent event, Hint hint) {
    if (OVERRIDDEN.equals(event.getLogger())) {
      event.setFingerprints(List.of("payments", "declined"));
    } else if (EXTENDED.equals(event.getLogger())) {
      event.setFingerprints(List.of("{{ default }}", String.valueOf(event.getTag("bank"))));
    }
    return event;
  }
}
