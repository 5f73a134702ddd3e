package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.web.Answer;
import dev.whorl.inbox.web.WebRequest;
import java.time.Clock;

/**
 * Tells a page that is open whether it shows what there is. A version is that of the store within
 * one run of the inbox, and the hour, since charts move on with it.
 */
final class Versions {
  /** Of the parameter in which a page says what it has. */
  static final String NAME = "version";

  static final Answer NOTHING_NEW = new Answer(204, "text/html; charset=utf-8", new byte[0]);

  private static final long HOUR = 3_600_000;

  private final EventStore store;
  private final Clock clock;
  private final String run;

  Versions(EventStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    run = Long.toString(clock.millis(), Character.MAX_RADIX);
  }

  String current() {
    return run + "." + store.version() + "." + clock.millis() / HOUR;
  }

  boolean isCurrent(WebRequest request) {
    return current().equals(request.queryParameter(NAME));
  }
}
