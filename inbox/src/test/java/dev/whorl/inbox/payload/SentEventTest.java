package dev.whorl.inbox.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.Fingerprint;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Mechanism;
import dev.whorl.event.Severity;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrownException;
import dev.whorl.grouping.Group;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import dev.whorl.protocol.EventJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An event has the group that its JSON has, also where the JSON has less text. */
class SentEventTest {
  private static final String LONG = "a".repeat(300);
  private static final String PAIR_AT_THE_END = "x".repeat(8191) + "\ud83d\ude00 and more";

  private final Grouper grouper =
      new Grouper(FingerprintRules.parse(""), StackTraceRules.parse(""));

  private void assertSameGroup(ErrorEvent.Builder builder) throws IOException {
    ErrorEvent event = builder.build();
    JsonNode json = new ObjectMapper().readTree(EventJson.encode(event).json());
    Group read = grouper.group(EventFromJson.read(json), name -> null);

    assertThat(grouper.group(event, name -> null)).isEqualTo(read);
  }

  private static ErrorEvent.Builder event() {
    return ErrorEvent.builder(Instant.EPOCH, Severity.ERROR).logger("com.acme.Shop");
  }

  private static ErrorEvent.Builder thrown(String type, String value, StackFrame... frames) {
    Mechanism mechanism = new Mechanism("log", true, 0, null, null);
    return event()
        .exceptions(
            List.of(new ThrownException(type, value, "com.acme", 1, mechanism, List.of(frames))));
  }

  @Test
  void longNames_areGroupedAsTheyAreSent() throws IOException {
    StackFrame frame = new StackFrame("m" + LONG, "f" + LONG, "A" + LONG + ".java", 1, null);

    assertSameGroup(thrown("T" + LONG, "x", frame));
    assertSameGroup(thrown("T", PAIR_AT_THE_END));
    assertSameGroup(thrown("T", "half \ud83d of it"));
    assertSameGroup(event().message(new LogMessage(null, PAIR_AT_THE_END, List.of())));
  }

  @Test
  void variables_areResolvedFromWhatIsSent() throws IOException {
    Fingerprint variables =
        Fingerprint.of("{{ logger }}", "{{ tags.a }}", "{{ tags.b_c }}", "{{ type }}");

    assertSameGroup(
        thrown("T" + LONG, "x")
            .logger("com.acme\n." + LONG)
            .tag("a", " x\ny ")
            .tag("b c", LONG)
            .fingerprint(variables));
  }
}
