package dev.whorl.inbox.ingest;

import dev.whorl.grouping.Grouper;
import dev.whorl.inbox.payload.EventDigest;
import dev.whorl.inbox.store.Added;
import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.store.FilePosition;
import dev.whorl.inbox.store.NewEvent;
import dev.whorl.inbox.store.Tally;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Groups what arrives by the rules in force, and hands it to the store. Thread-safe. */
public final class Arrivals {
  private static final String INTERNAL = "internal_error";

  private final EventStore store;
  private final Supplier<Grouper> grouper;
  private final Clock clock;

  /**
   * Makes the way into a store.
   *
   * @param store takes the events and the counts
   * @param grouper gives what groups an event now
   * @param clock tells when an event arrives
   */
  public Arrivals(EventStore store, Supplier<Grouper> grouper, Clock clock) {
    this.store = store;
    this.grouper = grouper;
    this.clock = clock;
  }

  /**
   * Adds an event.
   *
   * @param event the event
   * @param source where it comes from, for the totals
   * @param position how far the file that it comes from has been read with it, null for none
   * @return what became of it, as {@link EventStore#add} says
   * @throws IllegalStateException if the event cannot be grouped; it is counted
   */
  public CompletableFuture<Added> add(
      ReceivedEvent event, String source, @Nullable FilePosition position) {
    EventDigest digest;
    try {
      digest = EventDigest.of(event.payload(), grouper.get());
    } catch (RuntimeException | StackOverflowError e) {
      store.count(Tally.REJECTED, INTERNAL, 1);
      throw new IllegalStateException("Event " + event.eventId() + " cannot be grouped", e);
    }
    return store.add(
        new NewEvent(
            event.eventId(),
            clock.instant(),
            source,
            digest,
            event.json(),
            SearchText.of(event.payload()),
            position));
  }

  /**
   * Reads what came with an event, or alone: items that are not used, and what clients discarded. A
   * client report that cannot be read is one that was refused, and takes nothing else with it.
   *
   * @param envelope what arrived
   * @return counts all of it; to be run once, and not at all if the event was there already
   * @throws RefusedException if there is no event, so that nobody is told anything else, and a
   *     client report cannot be read; nothing will be counted
   */
  public Runnable counting(ReceivedEnvelope envelope) throws RefusedException {
    List<Discards> discards = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    for (byte[] report : envelope.clientReports()) {
      try {
        discards.add(Discards.read(report));
      } catch (RefusedException e) {
        if (envelope.event() == null) {
          throw e;
        }
        refusals.add(e.refusal());
      }
    }
    return () -> {
      envelope.ignored().forEach((type, number) -> store.count(Tally.IGNORED_ITEM, type, number));
      discards.forEach(
          one ->
              one.events()
                  .forEach((reason, number) -> store.count(Tally.CLIENT_DISCARD, reason, number)));
      refusals.forEach(refusal -> refused(refusal.label()));
    };
  }

  /**
   * Counts something that was refused.
   *
   * @param reason a short name of the reason
   */
  public void refused(String reason) {
    store.count(Tally.REJECTED, reason, 1);
  }
}
