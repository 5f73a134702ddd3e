package dev.whorl.inbox.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
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
  void readForGrouping_leavesFramesUnread() throws UnreadableEventException {
    JsonNode event =
        reader.readForGrouping(
            bytes(
                "{\"exception\":{\"values\":[{\"value\":\"é\",\"stacktrace\":{\"frames\" : "
                    + "[{\"module\":\"ä\"}, {}] }}]},\"frames\":[1]}"));

    JsonNode frames =
        event.path("exception").path("values").path(0).path("stacktrace").path("frames");
    UnreadFrames unread = UnreadFrames.in(frames);
    assertThat(unread).isNotNull();
    assertThat(new String(unread.copy(), StandardCharsets.UTF_8))
        .isEqualTo("[{\"module\":\"ä\"}, {}]");
    assertThat(event.path("frames")).hasToString("[1]");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7, 8, 11, 15, 16, 17})
  void textThatIsNotUtf8_isToldWhereverItIs(int at) {
    byte[] line = bytes("{\"user\":{\"name\":\"" + "x".repeat(17) + "\"}}");
    line[17 + at] = (byte) 0xc3;

    assertThatThrownBy(() -> reader.readForGrouping(line)).hasMessage("not UTF-8 text");
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
        "{\"stacktrace\":{\"frames\":[{]}}",
        "{\"stacktrace\":{\"frames\":[}}",
        "{\"stacktrace\":{\"frames\":[tru]}}",
        "\uFEFF{}",
        "{\"a\":1}]",
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
