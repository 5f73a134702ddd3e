package dev.whorl.inbox.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
  private final EventReader reader = new EventReader();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readForGrouping_leavesOutWhatNoGroupDependsOn() throws UnreadableEventException {
    JsonNode event =
        reader.readForGrouping(
            bytes(
                "{\"a\":1,\"breadcrumbs\":{\"values\":[{\"message\":\"x\"}]},\"b\":{\"user\":[2]},"
                    + "\"user\":null,\"extra\":\"y\",\"c\":null,\"a\":3}"));

    assertThat(event).hasToString("{\"a\":3,\"b\":{\"user\":[2]},\"c\":null}");
  }

  @Test
  void readForGrouping_givesTheSameFacts() throws IOException, UnreadableEventException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/corpus"))) {
      List<Path> events = files.filter(file -> file.toString().endsWith(".json")).toList();
      assertThat(events).isNotEmpty();
      for (Path file : events) {
        ObjectNode event = (ObjectNode) reader.read(Files.readAllBytes(file)).path("event");
        event.putObject("breadcrumbs").putArray("values").addObject().put("message", "x");
        byte[] line = bytes(event.toString());

        event.remove("breadcrumbs");
        assertThat(reader.readForGrouping(line)).isEqualTo(reader.read(bytes(event.toString())));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[1]",
        "17",
        "{",
        "{}{}",
        "{\"breadcrumbs\":",
        "{\"breadcrumbs\":[1,}",
        "{\"breadcrumbs\":\"\\q\"}",
        "{\"breadcrumbs\":[[]}",
        "{\"a\":{\"b\":}}",
        "{\"a\" 1}"
      })
  void brokenEvent_isToldInTheSameWords(String line) {
    assertThatThrownBy(() -> reader.readForGrouping(bytes(line)))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessage(failure(line).getMessage());
  }

  private UnreadableEventException failure(String line) {
    try {
      throw new AssertionError(reader.read(bytes(line)));
    } catch (UnreadableEventException e) {
      return e;
    }
  }
}
