package dev.whorl.inbox.store;

/** Sees stored events one after the other. */
@FunctionalInterface
public interface EventVisitor {
  /**
   * Sees an event.
   *
   * @param event the event
   * @return whether to go on with the next one
   */
  boolean visit(ReplayedEvent event);
}
