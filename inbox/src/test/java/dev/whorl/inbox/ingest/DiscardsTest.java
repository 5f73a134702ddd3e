package dev.whorl.inbox.ingest;

import static dev.whorl.inbox.ingest.Bodies.refusal;
import static dev.whorl.inbox.ingest.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.DropReason;
import dev.whorl.event.Sdk;
import dev.whorl.protocol.ClientReport;
import dev.whorl.protocol.Discarded;
import dev.whorl.protocol.Envelope;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscardsTest {
  @Test
  void errorEventsAreCountedByReason() throws Exception {
    assertThat(
            read(
                """
                {"timestamp":1795590000,"discarded_events":[
                  {"reason":"queue_overflow","category":"error","quantity":3},
                  {"reason":"queue_overflow","category":"error","quantity":4},
                  {"reason":"before_send","category":"error","quantity":1},
                  {"reason":"sample_rate","category":"transaction","quantity":99},
                  {"reason":"<invented>","category":"error","quantity":2}]}
                """))
        .isEqualTo(Map.of("queue_overflow", 7L, "before_send", 1L, "other", 2L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"discarded_events\":null}",
        "{\"discarded_events\":7}",
        "{\"discarded_events\":[7,null,[],\"x\",{}]}",
        "{\"discarded_events\":[{\"reason\":\"ignored\",\"category\":\"error\"}]}",
        "{\"discarded_events\":[{\"reason\":\"ignored\",\"category\":\"error\",\"quantity\":-1}]}",
        "{\"discarded_events\":[{\"reason\":\"ignored\",\"category\":\"error\",\"quantity\":1.5}]}",
        "{\"discarded_events\":[{\"reason\":\"ignored\",\"category\":\"error\",\"quantity\":\"9\"}]}",
        "{\"discarded_events\":[{\"reason\":\"ignored\",\"category\":\"error\",\"quantity\":4294967296}]}",
        "{\"discarded_events\":[{\"reason\":\"ignored\",\"category\":\"error\",\"quantity\":1e999}]}",
        "{\"discarded_events\":[{\"reason\":\"ignored\",\"category\":\"error\",\"quantity\":99999999999999999999}]}",
      })
  void whatIsNoNumberOfEvents_countsNothing(String report) throws Exception {
    assertThat(read(report)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "nonsense", "{\"a\":"})
  void whatIsNoReport_isRefused(String report) {
    assertThat(refusal(() -> read(report)).refusal()).isEqualTo(Refusal.BROKEN_REPORT);
  }

  @Test
  void largeReport_isRefused() {
    assertThat(refusal(() -> read(" ".repeat(4097))).refusal()).isEqualTo(Refusal.REPORT_TOO_LARGE);
  }

  @Test
  void reportOfWhorl_isRead() throws Exception {
    ClientReport report = new ClientReport();
    for (DropReason reason : DropReason.values()) {
      report.count(reason, 2);
    }
    Discarded discarded = report.take();
    ReceivedEnvelope envelope =
        EnvelopeReader.read(Envelope.of(null, discarded, new Sdk("whorl", "1"), Instant.EPOCH));

    Map<String, Long> events = Discards.read(envelope.clientReports().get(0)).events();

    assertThat(events).doesNotContainKey("other");
    assertThat(events.values().stream().mapToLong(n -> n).sum())
        .isEqualTo(2L * DropReason.values().length);
  }

  private static Map<String, Long> read(String report) throws RefusedException {
    return Discards.read(utf8(report)).events();
  }
}
