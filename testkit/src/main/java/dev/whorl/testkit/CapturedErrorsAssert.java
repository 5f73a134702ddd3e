package dev.whorl.testkit;

import dev.whorl.event.DropReason;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractAssert;

/** Assertions on all that was captured. Each waits until what was logged before became events. */
public final class CapturedErrorsAssert
    extends AbstractAssert<CapturedErrorsAssert, CapturedErrors> {
  CapturedErrorsAssert(CapturedErrors actual) {
    super(actual, CapturedErrorsAssert.class);
  }

  /**
   * Verifies how many events there are.
   *
   * @param expected how many
   * @return this
   */
  public CapturedErrorsAssert hasSize(int expected) {
    List<CapturedError> events = events();
    if (events.size() != expected) {
      throw failure(
          "%nExpecting %s, but %s",
          expected == 1 ? "1 event" : expected + " events", listed(events));
    }
    return this;
  }

  /**
   * Verifies that there is no event.
   *
   * @return this
   */
  public CapturedErrorsAssert isEmpty() {
    List<CapturedError> events = events();
    if (!events.isEmpty()) {
      throw failure("%nExpecting no event, but %s", listed(events));
    }
    return this;
  }

  /**
   * Verifies that there is one event and goes on with it.
   *
   * @return its assertions
   */
  public CapturedErrorAssert singleEvent() {
    List<CapturedError> events = events();
    if (events.size() != 1) {
      throw failure("%nExpecting a single event, but %s", listed(events));
    }
    return new CapturedErrorAssert(events.get(0));
  }

  /**
   * Verifies that there is an event at an index and goes on with it.
   *
   * @param index from 0
   * @return its assertions
   */
  public CapturedErrorAssert event(int index) {
    List<CapturedError> events = events();
    if (index < 0 || index >= events.size()) {
      throw failure("%nExpecting an event at index %s, but %s", index, listed(events));
    }
    return new CapturedErrorAssert(events.get(index));
  }

  /**
   * Verifies that each log call at event level became an event: none was dropped, and none was
   * counted instead of sent.
   *
   * @return this
   */
  public CapturedErrorsAssert hasNoLosses() {
    isNotNull();
    Map<DropReason, Long> losses = actual.losses();
    if (!losses.isEmpty()) {
      throw failure("%nExpecting no losses, but lost: %s", Listing.losses(losses));
    }
    return this;
  }

  /**
   * Verifies how many log calls did not become events for one reason.
   *
   * @param reason the reason
   * @param expected how many
   * @return this
   */
  public CapturedErrorsAssert hasLosses(DropReason reason, long expected) {
    isNotNull();
    Map<DropReason, Long> losses = actual.losses();
    if (losses.getOrDefault(reason, 0L) != expected) {
      throw failure(
          "%nExpecting losses: %s %s, but lost: %s",
          expected, reason.label(), losses.isEmpty() ? "none" : Listing.losses(losses));
    }
    return this;
  }

  /**
   * Verifies how the events are grouped. There have to be two or more, since fewer say nothing.
   *
   * @param how {@link WhorlAssertions#together} or {@link WhorlAssertions#apart}
   * @return this
   */
  public CapturedErrorsAssert areGrouped(Grouped how) {
    return switch (how) {
      case TOGETHER -> areGroupedTogether();
      case APART -> areGroupedApart();
    };
  }

  /**
   * Verifies that all events are in one group. There have to be two or more.
   *
   * @return this
   */
  public CapturedErrorsAssert areGroupedTogether() {
    List<CapturedError> events = several("grouped together");
    CapturedError first = events.get(0);
    for (CapturedError other : events) {
      if (!other.group().equals(first.group())) {
        throw failure(
            "%nExpecting events that are grouped together, but %s%n%s",
            listed(events), Listing.explained(first, other));
      }
    }
    return this;
  }

  /**
   * Verifies that each event is in a group of its own. There have to be two or more.
   *
   * @return this
   */
  public CapturedErrorsAssert areGroupedApart() {
    List<CapturedError> events = several("grouped apart");
    for (int i = 0; i < events.size(); i++) {
      for (CapturedError other : events.subList(i + 1, events.size())) {
        if (other.group().equals(events.get(i).group())) {
          throw failure(
              "%nExpecting events that are grouped apart, but %s%n%s",
              listed(events), Listing.explained(events.get(i), other));
        }
      }
    }
    return this;
  }

  private List<CapturedError> several(String expected) {
    List<CapturedError> events = events();
    if (events.size() < 2) {
      throw failure("%nExpecting two or more events that are %s, but %s", expected, listed(events));
    }
    return events;
  }

  private List<CapturedError> events() {
    isNotNull();
    return actual.events();
  }

  private String listed(List<CapturedError> events) {
    return Listing.of(events, actual.losses());
  }
}
