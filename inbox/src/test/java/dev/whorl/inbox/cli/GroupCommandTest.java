package dev.whorl.inbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code whorl group} answers. */
class GroupCommandTest {
  private static final String ORDER = "{'message':'order 17 failed','level':'warning'}";

  @TempDir Path folder;

  @Test
  void event_isALineOfJsonWithItsGroup() throws IOException {
    Run run = Run.whorl("group", events(ORDER));

    // md5 of "order <int> failed"
    assertThat(run.out())
        .isEqualTo(
            "{\"hash\":\"9a95b8eaf21c1b4801a775bd2e5196f3\","
                + "\"hashes\":[\"9a95b8eaf21c1b4801a775bd2e5196f3\"],"
                + "\"fingerprint\":[\"{{ default }}\"],\"resolved\":[\"{{ default }}\"],"
                + "\"from\":\"default\",\"title\":\"order 17 failed\"}\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void severalHashes_haveThePrimaryFirst() throws IOException {
    String frames =
        "{'frames':[{'module':'a.B','function':'c','in_app':true},{'module':'d.E','function':'f'}]}";
    Run run =
        Run.whorl(
            "group",
            events(
                "{'platform':'java','exception':[{'type':'X','stacktrace':F}]}"
                    .replace("F", frames)));

    // md5 of "Xa.Bc" and of "Xa.Bcd.Ef"
    assertThat(run.out())
        .startsWith(
            "{\"hash\":\"899d697029f203722ef231b58a2e0994\",\"hashes\":["
                + "\"899d697029f203722ef231b58a2e0994\",\"11a1bb91b4ea7d95bd98269f1752d80e\"]");
  }

  @Test
  void fingerprint_isThatOfTheFirstRuleThatMatches() throws IOException {
    String rules = file("shop.rules", "# none\nlevel:warning -> order-failed, {{ level }}\n");

    Run run = Run.whorl("group", "--rules", rules, events(ORDER));

    assertThat(run.out())
        .contains(
            "\"fingerprint\":[\"order-failed\",\"{{ level }}\"],"
                + "\"resolved\":[\"order-failed\",\"warning\"],\"from\":\"rule:2\"");
  }

  @Test
  void from_isARuleElseWhatTheEventSaysElseTheClient() throws IOException {
    String said = "{'fingerprint':['a'],'contexts':{'whorl':{'fingerprint_from':'marker'}}}";
    String odd = "{'fingerprint':['a'],'contexts':{'whorl':{'fingerprint_from':7}}}";
    String events =
        events(said, odd, "{'fingerprint':['a']}", "{'fingerprint':[null]}", "{'fingerprint':[]}");
    String rules = file("title.rules", "level:error -> title=\"An error\"\n");

    assertThat(Run.whorl("group", events).outLines())
        .extracting(GroupCommandTest::from)
        .containsExactly("marker", "client", "client", "default", "default");
    assertThat(Run.whorl("group", "--rules", rules, events).outLines())
        .extracting(GroupCommandTest::from)
        .containsOnly("rule:1");
  }

  @Test
  void variablesOfTheLogCall_areReadFromTheEvent() throws IOException {
    String rules =
        file("call.rules", "level:error -> {{ mdc.tenant }} {{ mdc.user }} {{ throwable.code }}");

    Run run =
        Run.whorl("group", "--rules", rules, events("{'contexts':{'MDC':{'tenant':'acme'}}}"));

    assertThat(run.out())
        .contains(
            "\"resolved\":[\"acme\",\"<no-value-for-mdc-user>\","
                + "\"<throwable-code-known-only-at-the-log-call>\"]");
  }

  @Test
  void stackTraceRules_changeTheGroup() throws IOException {
    String events =
        events(
            "{'platform':'java','exception':[{'type':'X','stacktrace':{'frames':"
                + "[{'module':'a.B','function':'c'},{'module':'d.E','function':'f'}]}}]}");
    String rules = file("stack.rules", "stack.module:d.E -group\n");

    Run without = Run.whorl("group", events);
    Run with = Run.whorl("group", "--stack-rules", rules, events);

    assertThat(with.exitCode()).isZero();
    assertThat(with.out()).isNotEqualTo(without.out());
  }

  @Test
  void severalFilesAndStandardInput_areReadInTheirOrder() throws IOException {
    Run run =
        Run.withInput(
            "{\"message\":\"two\"}\n",
            "group",
            events("{'message':'one'}"),
            "-",
            file("last.ndjson", "{\"message\":\"three\"}"));

    assertThat(run.outLines())
        .extracting(line -> line.replaceAll(".*\"title\":", ""))
        .containsExactly("\"one\"}", "\"two\"}", "\"three\"}");
  }

  @Test
  void brokenRules_areAllToldAndNothingIsGrouped() throws IOException {
    String rules = file("shop.rules", "type:A -> b\ntype:A colour:red -> b\n");
    String stackRules = file("stack.rules", "module:a -nothing\n");

    Run run = Run.whorl("group", "--rules", rules, "--stack-rules", stackRules, events(ORDER));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(
            "whorl: --rules " + rules + ": not valid as fingerprint rules",
            "line 2, column 8: Unknown matcher 'colour'",
            "           ^^^^^^ expected one of",
            "whorl: --stack-rules " + stackRules + ": not valid as stack-trace rules",
            "line 1, column 11: Unexpected 'nothing'");
  }

  @Test
  void rulesForTheOtherOption_areRecognized() throws IOException {
    String stackRules = file("stack.rules", "stack.module:d.E -group\n");

    assertThat(Run.whorl("group", "--rules", stackRules, "-").err())
        .contains("It is valid as stack-trace rules, those of --stack-rules.");
  }

  @Test
  void rulesFileThatIsNotThere_isToldWithItsOption() throws IOException {
    String gone = folder.resolve("gone.rules").toString();

    Run run = Run.whorl("group", "--rules", gone, events(ORDER));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines())
        .containsExactly("whorl: --rules " + gone + ": there is no such file; check the name");
  }

  @Test
  void rules_canBeReadFromStandardInput() throws IOException {
    Run run = Run.withInput("level:warning -> piped", "group", "--rules", "-", events(ORDER));

    assertThat(run.out()).contains("\"fingerprint\":[\"piped\"]");
  }

  @Test
  void standardInput_canBeNamedOnce() {
    Run run = Run.whorl("group", "--rules", "-", "-");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("- is standard input, which can be read only once");
  }

  private static String from(String line) {
    return line.replaceAll(".*\"from\":\"([^\"]*)\".*", "$1");
  }

  private String events(String... lines) throws IOException {
    return file("events.ndjson", String.join("\n", lines).replace('\'', '"') + "\n");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void explain_drawsWhatEntersAndWhatDoesNot() {
    String event =
        """
        {"exception": {"values": [{"type": "Boom", "value": "no stock", "stacktrace": {"frames": [
          {"module": "com.acme.Shop", "function": "sell", "filename": "Shop.java", "lineno": 7},
          {"module": "java.lang.reflect.Method", "function": "invoke"}]}}]}}
        """
            .replace("\n", "");

    Run run = Run.withInput(event + "\n" + event, "group", "--explain", "-");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith(
            """
            title        Boom: no stock
            fingerprint  {{ default }}
            group        HASH  system
            + Boom
              + com.acme.Shop sell
              - java.lang.reflect.Method invoke                                     only passes a call on
              - message: no stock                                                   the stack trace decides
            - variant app                                                           no frame that counts is in app

            title        Boom: no stock
            """
                .replace("HASH", "a9b0bf7f960903af0df17b2de50f5ba4"));
  }

  @Test
  void explain_showsNothingThatATerminalWouldObey() {
    String event = "{\"message\":\"red \\u001b[31m, \\u202eleft \\u009b\"}";

    assertThat(Run.withInput(event, "group", "--explain", "-").out())
        .contains("red \\u001b[31m, \\u202eleft \\u009b")
        .doesNotContain("\u001b", "\u202e", "\u009b");
  }

  @Test
  void fingerprintThatIsTheHashOfTheClient_isTheClients() {
    String event =
        """
        {"fingerprint": ["8cb9"], "contexts": {"whorl": {"fingerprint_from": "default"}}}""";

    assertThat(Run.withInput(event, "group", "-").out()).contains("\"from\":\"client\"");
  }

  @Test
  void explain_saysSoWhereThereIsNothing() {
    assertThat(Run.withInput("{}", "group", "--explain", "-").out())
        .contains("all such events are one group");
  }
}
