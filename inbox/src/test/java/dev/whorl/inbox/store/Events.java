package dev.whorl.inbox.store;

import dev.whorl.inbox.payload.EventDigest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes events for tests: each setter leaves the event that it is called on as it is. */
record Events(
    String eventId,
    Instant received,
    @Nullable Instant timestamp,
    List<String> hashes,
    String environment,
    @Nullable String release,
    String level,
    @Nullable String logger,
    String title,
    String searchText,
    long suppressed,
    Map<String, String> tags,
    @Nullable FilePosition position) {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  static String id(long number) {
    return String.format("%032x", number);
  }

  static Events event(long number, String... hashes) {
    return new Events(
        id(number),
        NOON,
        null,
        List.of(hashes),
        "production",
        null,
        "error",
        null,
        "Title",
        "some text",
        0,
        Map.of(),
        null);
  }

  Events at(Instant time) {
    return new Events(
        eventId,
        time,
        timestamp,
        hashes,
        environment,
        release,
        level,
        logger,
        title,
        searchText,
        suppressed,
        tags,
        position);
  }

  Events happened(Instant time) {
    return new Events(
        eventId,
        received,
        time,
        hashes,
        environment,
        release,
        level,
        logger,
        title,
        searchText,
        suppressed,
        tags,
        position);
  }

  Events of(String environment, @Nullable String release, String level, @Nullable String logger) {
    return new Events(
        eventId,
        received,
        timestamp,
        hashes,
        environment,
        release,
        level,
        logger,
        title,
        searchText,
        suppressed,
        tags,
        position);
  }

  Events titled(String title) {
    return new Events(
        eventId,
        received,
        timestamp,
        hashes,
        environment,
        release,
        level,
        logger,
        title,
        searchText,
        suppressed,
        tags,
        position);
  }

  Events saying(String searchText) {
    return new Events(
        eventId,
        received,
        timestamp,
        hashes,
        environment,
        release,
        level,
        logger,
        title,
        searchText,
        suppressed,
        tags,
        position);
  }

  Events after(long suppressed) {
    return new Events(
        eventId,
        received,
        timestamp,
        hashes,
        environment,
        release,
        level,
        logger,
        title,
        searchText,
        suppressed,
        tags,
        position);
  }

  Events tagged(Map<String, String> tags) {
    return new Events(
        eventId,
        received,
        timestamp,
        hashes,
        environment,
        release,
        level,
        logger,
        title,
        searchText,
        suppressed,
        tags,
        position);
  }

  Events from(String file, long position) {
    return new Events(
        eventId,
        received,
        timestamp,
        hashes,
        environment,
        release,
        level,
        logger,
        title,
        searchText,
        suppressed,
        tags,
        new FilePosition(file, position));
  }

  byte[] payload() {
    return ("{\"event_id\":\"" + eventId + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  NewEvent build() {
    EventDigest digest =
        new EventDigest(
            timestamp,
            "java",
            level,
            logger,
            environment,
            release,
            title,
            "com.example.Shop.sell",
            hashes,
            List.of("{{ default }}", "POST"),
            "mdc",
            suppressed,
            tags);
    return new NewEvent(eventId, received, "test", digest, payload(), searchText, position);
  }
}
