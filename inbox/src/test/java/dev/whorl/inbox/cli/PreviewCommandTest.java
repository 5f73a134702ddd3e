package dev.whorl.inbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code whorl preview} answers. */
class PreviewCommandTest {
  private static final String EVENTS =
      """
      {"message":"red","logger":"a"}
      {"message":"blue","logger":"a"}
      {"message":"blue","logger":"a"}
      {"message":"green","tags":{"t":"1"}}
      {"message":"green","tags":{"t":"2"}}
      {"message":"white"}
      {"message":"black"}
      """;
  private static final String RULES =
      """
      logger:a -> colours
      message:green -> {{ default }}, {{ tags.t }}
      message:white -> pale
      """;

  @TempDir Path folder;

  @Test
  void table_hasCountsThenWhatMergesSplitsAndChanges() throws IOException {
    Run run = Run.whorl("preview", "--rules", rules(RULES), events(EVENTS));

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines().get(0))
        .isEqualTo("7 events: 5 groups before, 5 after; 1 merged, 1 split, 1 changed, 1 unchanged");
    assertThat(run.out())
        .containsSubsequence(
            "MERGED",
            "3  red\n",
            "<- ",
            "2  blue\n",
            "<- ",
            "1  red\n",
            "SPLIT",
            "2  green\n",
            "-> ",
            "1  green\n",
            "CHANGED",
            "1  white\n");
  }

  @Test
  void json_hasWholeHashes() throws IOException {
    Run run = Run.whorl("preview", "--json", "--rules", rules(RULES), events(EVENTS));

    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("events").asInt()).isEqualTo(7);
    assertThat(json.get("groups_before").asInt()).isEqualTo(5);
    assertThat(json.get("groups_after").asInt()).isEqualTo(5);
    assertThat(json.get("unchanged").asInt()).isEqualTo(1);
    JsonNode merged = json.get("merged").get(0);
    // md5 of "colours", "blue" and "red"
    assertThat(merged.toString())
        .isEqualTo(
            "{\"after\":\"COLOURS\",\"before\":[\"BLUE\",\"RED\"],\"events\":3,\"title\":\"red\"}"
                .replace("COLOURS", "14bc68dbb404f7061e9ce842578c58d0")
                .replace("BLUE", "48d6215903dff56238e52e8891380c8f")
                .replace("RED", "bda9643ac6601722a28f238714274da4"));
  }

  @Test
  void failOnChange_endsWithThreeOnlyIfAGroupWouldChange() throws IOException {
    String rules = rules(RULES);
    String events = events(EVENTS);

    assertThat(Run.whorl("preview", "--rules", rules, "--fail-on-change", events).exitCode())
        .isEqualTo(3);
    Run same =
        Run.whorl("preview", "--rules", rules, "--against", rules, "--fail-on-change", events);
    assertThat(same.exitCode()).isZero();
    assertThat(same.out())
        .isEqualTo(
            """
            7 events: 5 groups before, 5 after; 0 merged, 0 split, 0 changed, 5 unchanged
            No group would change.
            """);
  }

  @Test
  void stackRules_areComparedWithTheOldOnes() throws IOException {
    String events =
        events(
            """
            {"platform":"java","exception":[{"type":"X","stacktrace":{"frames":\
            [{"module":"a.B","function":"c"},{"module":"d.E","function":"f"}]}}]}
            """);
    String stack = file("stack.rules", "stack.module:d.E -group\n");

    Run run = Run.whorl("preview", "--stack-rules", stack, events);
    Run same = Run.whorl("preview", "--stack-rules", stack, "--against-stack", stack, events);

    assertThat(run.out()).contains("1 changed, 0 unchanged");
    assertThat(same.out()).contains("0 changed, 1 unchanged");
  }

  @Test
  void brokenLines_areToldAndTheRestIsCompared() throws IOException {
    String events = EVENTS + "nonsense\n[]\n";

    Run run = Run.withInput(events, "preview", "--rules", rules(RULES), "--fail-on-change", "-");

    assertThat(run.errLines())
        .hasSize(2)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).startsWith("whorl: -:8: not JSON at column 1");
              assertThat(lines.get(1)).startsWith("whorl: -:9: a JSON array, not an event");
            });
    assertThat(run.outLines())
        .startsWith(
            "7 events: 5 groups before, 5 after; 1 merged, 1 split, 1 changed, 1 unchanged",
            "2 events could not be read");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void folderWithoutEvents_saysHowEventsGetThere() throws IOException {
    Run run = Run.whorl("preview", "--rules", rules(RULES), folder.toString());

    assertThat(run.err()).contains("the folder has no files events-*.ndjson; Whorl's appender");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void wrongUsage_isTold() throws IOException {
    String rules = rules(RULES);

    assertThat(Run.whorl("preview", events(EVENTS)).err())
        .isEqualTo("whorl: --rules FILE or --stack-rules FILE is missing: the new rules\n");
    assertThat(Run.whorl("preview", events(EVENTS)).exitCode()).isEqualTo(2);
    assertThat(Run.whorl("preview", "--rules", rules).exitCode()).isEqualTo(2);
    assertThat(Run.whorl("preview", "--rules", "-", "-").exitCode()).isEqualTo(2);
    assertThat(Run.whorl("preview", "--rules", rules, "--against", "-", "-").err())
        .isEqualTo("whorl: - is standard input, which can be read only once\n");
  }

  @Test
  void brokenRules_areToldWithTheirOption() throws IOException {
    Run run =
        Run.whorl(
            "preview", "--rules", rules(RULES), "--against", file("old.rules", "x"), events(""));

    assertThat(run.err()).startsWith("whorl: --against ").contains("old.rules: not valid");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void titles_cannotSteerATerminal() throws IOException {
    String events = events("{\"message\":\"\\u001b[2J\\u202e<b>\\u2028x\",\"logger\":\"a\"}\n");

    Run run = Run.whorl("preview", "--rules", rules(RULES), events);

    assertThat(run.out()).contains("  \\u001b[2J\\u202e<b>\\u2028x\n");
  }

  @Test
  void manyGroups_areCutToTwentyRowsAndTheRestIsCounted() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (char c = 'a'; c <= 'w'; c++) {
      lines.append("{\"message\":\"").append(c).append("\"}\n");
    }

    Run run =
        Run.whorl(
            "preview",
            "--rules",
            rules("level:error -> {{ message }} x"),
            events(lines.toString()));

    assertThat(run.outLines()).hasSize(1 + 2 + 20 + 1).endsWith("  and 3 more");
  }

  @Test
  void progress_isShownOnATerminalOnly() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), err, true);

    int exitCode = Main.run(streams, "preview", "--rules", rules(RULES), events(EVENTS));

    assertThat(exitCode).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("\r7 events read\u001b[K\r")
        .endsWith("\r\u001b[K\r");
  }

  private String rules(String text) throws IOException {
    return file("new.rules", text);
  }

  private String events(String lines) throws IOException {
    return file("some.ndjson", lines);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
