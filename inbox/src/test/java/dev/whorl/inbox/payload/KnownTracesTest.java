package dev.whorl.inbox.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.grouping.Group;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces that are remembered must not be told from those that are read. */
class KnownTracesTest {
  private static final FingerprintRules FINGERPRINTS =
      FingerprintRules.parse(
          "stack.function:invoke* app:yes -> own, {{ stack.function }}\n"
              + "stack.module:java.* !stack.function:run level:error -> {{ default }}, jdk\n");

  private final EventReader reader = new EventReader();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "family:native max-frames=3",
        "module:org.springframework.* -app\nfunction:invoke* -group",
        // These ask for the exception, so nothing can be remembered.
        "error.type:*State* max-frames=2",
      })
  void traceSeenBefore_givesTheSameGroup(String rules) throws Exception {
    Grouper grouper = new Grouper(FINGERPRINTS, StackTraceRules.parse(rules));
    KnownTraces traces = new KnownTraces(grouper);
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/corpus"))) {
      List<Path> events = files.filter(file -> file.toString().endsWith(".json")).toList();
      assertThat(events).isNotEmpty();
      for (int round = 0; round < 2; round++) {
        for (Path file : events) {
          JsonNode event = reader.read(Files.readAllBytes(file)).path("event");
          assertThat(group(grouper, traces, event)).as("%s", file).isEqualTo(read(grouper, event));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "python", "other"})
  void sameFramesOfAnotherPlatform_areReadAnew(String platform) throws Exception {
    Grouper grouper = new Grouper(FINGERPRINTS, StackTraceRules.parse(""));
    KnownTraces traces = new KnownTraces(grouper);
    String trace =
        "\"stacktrace\":{\"frames\":[{\"module\":\"a.B$$Lambda$1\",\"function\":\"c\",\"in_app\":true,"
            + "\"context_line\":\"d()\"}]}}";
    JsonNode java = reader.read(bytes("{\"platform\":\"java\"," + trace));
    JsonNode other = reader.read(bytes("{\"platform\":\"" + platform + "\"," + trace));

    assertThat(group(grouper, traces, java)).isEqualTo(read(grouper, java));
    assertThat(group(grouper, traces, other)).isEqualTo(read(grouper, other));
  }

  private Group group(Grouper grouper, KnownTraces traces, JsonNode event) throws Exception {
    JsonNode payload = reader.readForGrouping(bytes(event.toString()));
    return grouper.group(EventFromJson.read(payload, traces), new RecordedVariables(payload));
  }

  private static Group read(Grouper grouper, JsonNode event) {
    return grouper.group(EventFromJson.read(event), new RecordedVariables(event));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
