package dev.whorl.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.event.DropReason;
import dev.whorl.testing.Calls;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiscardedTest {
  private static final Set<String> KNOWN_TO_SERVERS =
      Set.of(
          "queue_overflow",
          "cache_overflow",
          "ratelimit_backoff",
          "network_error",
          "sample_rate",
          "before_send",
          "event_processor",
          "send_error",
          "internal_sdk_error",
          "insufficient_data",
          "backpressure",
          "buffer_overflow",
          "ignored",
          "invalid");

  @Test
  void payload_isAsTheProtocolWantsIt() {
    Discarded discarded =
        new Discarded(Map.of(DropReason.GROUP_LIMIT, 1000L, DropReason.NETWORK, 3L));

    assertThat(new String(discarded.json(Calls.NOON), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"timestamp":"2026-11-20T12:00:00.123Z","discarded_events":[\
            {"reason":"backpressure","category":"error","quantity":1000},\
            {"reason":"network_error","category":"error","quantity":3}]}\
            """);
  }

  @Test
  void reasonsThatAreOneToTheProtocol_areAdded() {
    JsonNode json =
        Written.read(
            new Discarded(
                    Map.of(
                        DropReason.QUEUE_FULL,
                        1L,
                        DropReason.MEMORY_FULL,
                        20L,
                        DropReason.CLOSED,
                        300L,
                        DropReason.FOLDER_FULL,
                        4000L,
                        DropReason.FOLDER_LOST,
                        50_000L))
                .json(Calls.NOON));

    assertThat(json.get("discarded_events"))
        .hasToString(
            """
            [{"reason":"queue_overflow","category":"error","quantity":321},\
            {"reason":"cache_overflow","category":"error","quantity":54000}]\
            """);
  }

  @ParameterizedTest
  @EnumSource
  void everyReason_isOneThatServersKnow(DropReason reason) {
    assertThat(KNOWN_TO_SERVERS).contains(Discarded.protocolReason(reason));
  }

  @Test
  void largestReport_isFarBelowWhatServersTake() {
    ClientReport report = new ClientReport();
    for (DropReason reason : DropReason.values()) {
      report.count(reason, Long.MAX_VALUE);
    }
    byte[] payload = report.take().json(Calls.NOON);

    assertThat(payload).hasSizeLessThan(2048);
    for (JsonNode discarded : Written.read(payload).get("discarded_events")) {
      assertThat(discarded.get("quantity").longValue()).isBetween(1L, 0xffff_ffffL);
    }
  }

  @Test
  void numbers_cannotBeChanged() {
    Map<DropReason, Long> numbers = new EnumMap<>(Map.of(DropReason.CLOSED, 1L));
    Discarded discarded = new Discarded(numbers);
    numbers.put(DropReason.CLOSED, 2L);

    assertThat(discarded.events()).isEqualTo(Map.of(DropReason.CLOSED, 1L));
    assertThatThrownBy(() -> discarded.events().put(DropReason.CLOSED, 3L))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
