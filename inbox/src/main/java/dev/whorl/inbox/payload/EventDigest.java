package dev.whorl.inbox.payload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.grouping.Group;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import dev.whorl.grouping.facts.GroupableFrame;
import dev.whorl.grouping.facts.GroupableTrace;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What lists, filters and groups need to know of an event, read once when it arrives.
 *
 * @param timestamp when it happened; null if the event does not say, or says it in no way known
 * @param platform for example {@code java}
 * @param level one of {@code debug}, {@code info}, {@code warning}, {@code error}, {@code fatal}
 * @param logger the logger, null for none
 * @param environment {@code production} if the event names none, as on a server
 * @param release the release, null for none
 * @param title what a server shows for the event
 * @param where the in-app method nearest to the throw of the logged exception, else the method that
 *     threw; empty for none
 * @param hashes all hashes, the primary one first
 * @param fingerprint the fingerprint in force, variables unresolved
 * @param from where the fingerprint comes from, as {@link FingerprintOrigin} says
 * @param suppressed how many events of its group were counted instead of sent before this one
 * @param tags by name
 */
public record EventDigest(
    @Nullable Instant timestamp,
    String platform,
    String level,
    @Nullable String logger,
    String environment,
    @Nullable String release,
    String title,
    String where,
    List<String> hashes,
    List<String> fingerprint,
    String from,
    long suppressed,
    Map<String, String> tags) {
  /** No client counts further; sums of far more would leave the range of numbers. */
  private static final long MOST_SUPPRESSED = 0xFFFF_FFFFL;

  private static final Set<String> LEVELS = Set.of("debug", "info", "warning", "error", "fatal");

  /**
   * Reads and groups an event.
   *
   * @param payload the event
   * @param grouper finds its group
   * @return its digest
   */
  public static EventDigest of(JsonNode payload, Grouper grouper) {
    GroupableEvent event = EventFromJson.read(payload);
    Group group = grouper.group(event, new RecordedVariables(payload));
    String environment = EventFromJson.text(payload, "environment");
    return new EventDigest(
        EventTime.of(payload.path("timestamp")),
        event.platform(),
        level(event.level()),
        event.logger(),
        environment == null || environment.isEmpty() ? "production" : environment,
        event.release(),
        group.title(),
        where(event),
        group.hashes(),
        group.fingerprint(),
        FingerprintOrigin.of(group, payload, event.fingerprint()),
        suppressed(payload.path("contexts").path("whorl").path("suppressed")),
        event.tags());
  }

  /** Not a number of events: none. */
  private static long suppressed(JsonNode json) {
    boolean counts = json.isIntegralNumber() && json.canConvertToLong();
    long number = counts ? json.longValue() : 0;
    return number > 0 && number <= MOST_SUPPRESSED ? number : 0;
  }

  /**
   * The primary hash.
   *
   * @return the first of the hashes
   */
  public String hash() {
    return hashes.get(0);
  }

  private static String level(String level) {
    String lower = level.toLowerCase(Locale.ROOT);
    if (LEVELS.contains(lower)) {
      return lower;
    }
    return switch (lower) {
      case "warn" -> "warning";
      case "log" -> "info";
      case "trace" -> "debug";
      case "critical" -> "fatal";
      default -> "error";
    };
  }

  private static String where(GroupableEvent event) {
    List<ThrownFacts> exceptions = event.exceptions();
    for (int i = exceptions.size() - 1; i >= 0; i--) {
      if (!exceptions.get(i).trace().isEmpty()) {
        return where(exceptions.get(i).trace());
      }
    }
    boolean oneThread = event.trace().isEmpty() && event.threads().size() == 1;
    return where(oneThread ? event.threads().get(0).trace() : event.trace());
  }

  private static String where(GroupableTrace trace) {
    for (int i = trace.size() - 1; i >= 0; i--) {
      if (trace.isInApp(i)) {
        return name(trace.frames().get(i));
      }
    }
    return trace.isEmpty() ? "" : name(trace.frames().get(trace.size() - 1));
  }

  private static String name(GroupableFrame frame) {
    String owner = frame.module() == null ? frame.filename() : frame.module();
    String function = frame.function() == null ? "" : frame.function();
    if (owner == null) {
      return function;
    }
    return function.isEmpty() ? owner : owner + (frame.module() == null ? " in " : ".") + function;
  }
}
