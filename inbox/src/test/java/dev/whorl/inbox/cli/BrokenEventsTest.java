package dev.whorl.inbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code whorl group} says of input that it cannot read, and that the rest goes on. */
class BrokenEventsTest {
  private static final String GOOD = "{\"message\":\"good\"}\n";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "nonsense | not JSON at column 1: Unrecognized token 'nonsense'",
        "{\"a\" 1}  | not JSON at column 6: Unexpected character ('1'): was expecting a colon",
        "{\"a\":    | not JSON: the line ends before the event does",
        "{} x      | text after the event, from about column 4; events must be one per line",
        "{}{}      | text after the event, from about column 3; events must be one per line",
        "[{}]      | a JSON array, not an event; one with events in it becomes lines by: jq -c '.[]'",
        "\"text\"  | JSON, but string and not an object, as events are",
        "null      | JSON, but null and not an object, as events are",
      })
  void brokenLine_isToldAndTheRestGoesOn(String line, String told) {
    Run run = Run.withInput(GOOD + "\r\n \n" + line + "\n" + GOOD, "group", "-");

    assertThat(run.errLines()).singleElement().asString().startsWith("whorl: -:4: " + told);
    assertThat(run.outLines()).hasSize(2);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void reasons_haveNoNoiseOfTheLibrary() {
    String lines =
        "{\"a\":[1,2\n{\"a\":tru}\n{\"a\u001b\":1}\n{'a':1}\n{\"a\":" + "9".repeat(5000) + "}";

    assertThat(Run.withInput(lines, "group", "-").err())
        .doesNotContain("Source", "jackson", "Feature", "StreamRead", "(code", "\u001b")
        .contains("whorl: -:5: too large to read: Number value length (5000) exceeds");
  }

  @Test
  void deepJson_isAnErrorOfItsLine() {
    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}\n";

    Run run = Run.withInput(deep + GOOD, "group", "-");

    assertThat(run.errLines())
        .singleElement()
        .asString()
        .startsWith("whorl: -:1: too large to read: Document nesting depth");
    assertThat(run.outLines()).hasSize(1);
  }

  @Test
  void longLine_isPassedOver() {
    Run run = Run.withInput("x".repeat(Lines.LONGEST + 1) + "\n" + GOOD, "group", "-");

    assertThat(run.errLines())
        .containsExactly("whorl: -:1: the line has more than 8 MiB, so it is no event");
    assertThat(run.outLines()).hasSize(1);
  }

  @Test
  void prettyPrintedEvent_isToldOnce() throws IOException {
    String pretty = file("pretty.json", "{\n  \"message\": \"x\",\n  \"level\": \"error\"\n}\n");
    String list = file("list.json", "[\n  {\n    \"message\": \"x\"\n  }\n]\n");

    Run run = Run.whorl("group", pretty, list, file("good.ndjson", GOOD));

    assertThat(run.errLines())
        .containsExactly(
            "whorl: "
                + pretty
                + ":1: the event goes on in the next line; events must be one per line, as by: jq -c .",
            "whorl: "
                + list
                + ":1: the event goes on in the next line; events must be one per line, as by: jq -c '.[]'");
    assertThat(run.outLines()).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void otherEncodings_areTold() throws IOException {
    Path latin =
        Files.write(
            folder.resolve("latin.ndjson"),
            GOOD.replace("g", "\u00e4").getBytes(StandardCharsets.ISO_8859_1));
    Path wide =
        Files.write(
            folder.resolve("wide.ndjson"), ("\ufeff" + GOOD).getBytes(StandardCharsets.UTF_16LE));

    assertThat(Run.whorl("group", latin.toString(), wide.toString()).errLines())
        .containsExactly(
            "whorl: " + latin + ":1: not UTF-8 text",
            "whorl: "
                + wide
                + ":1: the file is UTF-16 text; convert it to UTF-8 first: iconv -f UTF-16 -t UTF-8");
  }

  @Test
  void byteOrderMark_isNoPartOfTheEvent() {
    Run run = Run.withInput("\ufeff" + GOOD, "group", "-");

    assertThat(run.err()).isEmpty();
    assertThat(run.outLines()).hasSize(1);
  }

  @Test
  void loneSurrogates_becomeQuestionMarks() {
    Run run = Run.withInput("{\"message\":\"a\\ud800b \\ud83d\\ude00 \\udc00\"}", "group", "-");

    assertThat(run.out()).contains("\"title\":\"a?b \ud83d\ude00 ?\"");
  }

  @Test
  void filesThatCannotBeRead_areToldAndTheOthersGoOn() throws IOException {
    String gone = folder.resolve("gone.ndjson").toString();

    Run run = Run.whorl("group", gone, "", "no\0name", file("good.ndjson", GOOD));

    assertThat(run.errLines())
        .hasSize(3)
        .startsWith(
            "whorl: " + gone + ": there is no such file; check the name",
            "whorl: : the name of a file is empty");
    assertThat(run.outLines()).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
