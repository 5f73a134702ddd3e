package dev.whorl.faults;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a server saw, by event id. Received is not acknowledged: an answer may be lost on its way,
 * and then the same event comes again.
 */
final class ServerBook {
  private final Map<String, SeenEvent> events = new LinkedHashMap<>();
  private final Map<String, Long> reported = new LinkedHashMap<>();
  private final List<String> offences = new ArrayList<>();
  private final List<String> forbidden = new ArrayList<>();
  private int eventRequests;

  ServerBook() {
    forbidden.add(FaultServer.KEY);
  }

  /** From now on it is an offence if a request says this anywhere. */
  synchronized void forbid(String text) {
    forbidden.add(text);
  }

  synchronized void received(SeenEnvelope envelope) {
    String all = new String(envelope.bytes(), StandardCharsets.UTF_8);
    forbidden.stream()
        .filter(all::contains)
        .forEach(text -> offences.add("an envelope contains " + text));
    SeenEvent event = envelope.event();
    if (event != null) {
      eventRequests++;
      events.merge(event.id(), event, (known, again) -> known.again());
    }
  }

  /** The sender was told so; with the event its client report counts, too. */
  synchronized void acknowledged(SeenEnvelope envelope) {
    SeenEvent event = envelope.event();
    if (event != null) {
      events.computeIfPresent(event.id(), (id, known) -> known.told());
    }
    envelope.discarded().forEach((reason, number) -> reported.merge(reason, number, Long::sum));
  }

  synchronized void offence(String what) {
    offences.add(what);
  }

  synchronized List<String> offences() {
    return List.copyOf(offences);
  }

  synchronized List<SeenEvent> received() {
    return List.copyOf(events.values());
  }

  List<SeenEvent> acknowledged() {
    return received().stream().filter(SeenEvent::acknowledged).toList();
  }

  /** The messages of what was acknowledged. */
  Set<String> texts() {
    return acknowledged().stream().map(SeenEvent::text).collect(Collectors.toSet());
  }

  /** How many requests carried an event. */
  synchronized int eventRequests() {
    return eventRequests;
  }

  /** The event with this message, null if it has not come. */
  @Nullable SeenEvent find(String text) {
    return received().stream().filter(e -> e.text().equals(text)).findFirst().orElse(null);
  }

  /** What client reports said that were acknowledged, by the protocol's reasons. */
  synchronized Map<String, Long> reported() {
    return Map.copyOf(reported);
  }

  /** Events and what they stand for, by group. */
  Map<String, Long> counts() {
    return counts(acknowledged());
  }

  private static Map<String, Long> counts(Collection<SeenEvent> events) {
    return events.stream()
        .collect(
            Collectors.groupingBy(
                SeenEvent::group, Collectors.summingLong(e -> 1 + e.suppressed())));
  }
}
