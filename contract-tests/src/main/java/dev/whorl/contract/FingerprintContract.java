package dev.whorl.contract;

import static dev.whorl.contract.World.fingerprint;
import static dev.whorl.contract.World.from;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A log call's fingerprint: each source, their precedence, and malformed text. */
interface FingerprintContract {
  World world();

  @Test
  default void mdcEntry_asList() {
    JsonNode event =
        world().start().log(Call.error("failed").mdc("fingerprint", "POST, /orders, 503")).event();

    assertThat(fingerprint(event)).containsExactly("POST", "/orders", "503");
    assertThat(from(event)).isEqualTo("mdc");
  }

  @Test
  default void mdcEntry_asJson() {
    JsonNode event =
        world()
            .start()
            .log(Call.error("failed").mdc("fingerprint", "[\"{{ default }}\", \"GET\", \"/a,b\"]"))
            .event();

    assertThat(fingerprint(event)).containsExactly("{{ default }}", "GET", "/a,b");
  }

  @Test
  default void mdcEntry_quotesKeepCommasAndBlanks() {
    JsonNode event =
        world()
            .start()
            .log(
                Call.error("failed")
                    .mdc("fingerprint", "{{default}}, \" /a,b \", , \"say \\\"x\\\"\""))
            .event();

    assertThat(fingerprint(event)).containsExactly("{{ default }}", " /a,b ", "say \"x\"");
  }

  @Test
  default void keyValue_asText() {
    World world = world();
    JsonNode event =
        world.start().log(Call.error("failed").keyValue("fingerprint", "a, {{ default }}")).event();

    assertThat(fingerprint(event)).containsExactly("a", "{{ default }}");
    assertThat(from(event)).isEqualTo(world.backEnd().keyValues().source);
  }

  @Test
  default void keyValue_asCollection() {
    JsonNode event =
        world()
            .start()
            .log(Call.error("failed").keyValue("fingerprint", List.of("a", "b", 3)))
            .event();

    assertThat(fingerprint(event)).containsExactly("a", "b", "3");
  }

  @Test
  default void keyValue_asArray_isReadWhereItArrives() {
    World world = world();
    JsonNode event =
        world
            .start()
            .log(Call.error("failed").keyValue("fingerprint", new String[] {"a", "b,c"}))
            .event();

    if (world.backEnd().keyValues() == BackEnd.KeyValues.PAIRS) {
      assertThat(fingerprint(event)).containsExactly("a", "b,c");
    } else {
      // On this road only the array's identity arrives; grouping by it would split every event off.
      assertThat(event.has("fingerprint")).isFalse();
      assertThat(world.statusWith("identity of a Java array")).hasSize(1);
    }
  }

  @Test
  default void marker_overrides() {
    JsonNode event =
        world().start().log(Call.error("failed").marker(MarkerSpec.fingerprint("db", 8))).event();

    assertThat(fingerprint(event)).containsExactly("db", "8");
    assertThat(from(event)).isEqualTo("marker");
  }

  @Test
  default void marker_extendsTheDefault() {
    JsonNode event =
        world()
            .start()
            .log(
                Call.error("failed")
                    .thrown(new IllegalStateException("x"))
                    .marker(MarkerSpec.fingerprint("{{ default }}", "getAllBlogArticles", 42)))
            .event();

    assertThat(fingerprint(event)).containsExactly("{{ default }}", "getAllBlogArticles", "42");
  }

  @Test
  default void markerName_carriesText() {
    JsonNode event =
        world()
            .start()
            .log(
                Call.error("failed").marker(MarkerSpec.named("fingerprint:{{ default }}, nightly")))
            .event();

    assertThat(fingerprint(event)).containsExactly("{{ default }}", "nightly");
    assertThat(from(event)).isEqualTo("marker");
  }

  @Test
  default void keyValue_winsOverMdc() {
    World world = world().start();
    world.log(
        Call.error("failed")
            .mdc("fingerprint", "from-mdc")
            .keyValue("fingerprint", "from-key-value"));

    assertThat(fingerprint(world.event())).containsExactly("from-key-value");
  }

  @Test
  default void marker_winsOverKeyValueAndMdc() {
    JsonNode event =
        world()
            .start()
            .log(
                Call.error("failed")
                    .mdc("fingerprint", "from-mdc")
                    .keyValue("fingerprint", "from-key-value")
                    .marker(MarkerSpec.fingerprint("from-marker")))
            .event();

    assertThat(fingerprint(event)).containsExactly("from-marker");
  }

  @Test
  default void hook_winsOverAll() {
    JsonNode event =
        world()
            .start("beforeSend", Hooks.SetsFingerprint.class.getName())
            .log(
                Call.error("failed")
                    .mdc("fingerprint", "from-mdc")
                    .keyValue("fingerprint", "from-key-value")
                    .marker(MarkerSpec.fingerprint("from-marker")))
            .event();

    assertThat(fingerprint(event)).containsExactly("hook", "none");
    assertThat(from(event)).isEqualTo("before-send");
  }

  @Test
  default void emptyMarker_leavesTheMdcEntryInForce() {
    JsonNode event =
        world()
            .start()
            .log(
                Call.error("failed")
                    .mdc("fingerprint", "from-mdc")
                    .marker(MarkerSpec.fingerprint("", "")))
            .event();

    assertThat(fingerprint(event)).containsExactly("from-mdc");
  }

  @Test
  default void withoutFingerprint_theFieldIsAbsent() {
    JsonNode event =
        world().start().log(Call.error("failed").thrown(new IllegalStateException("x"))).event();

    assertThat(event.has("fingerprint")).isFalse();
    assertThat(from(event)).isEqualTo("default");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''", "' , ,'", "[]", "'[\"\"]'"})
  default void textWithoutParts_isNoFingerprint(String text) {
    World world = world();
    JsonNode event = world.start().log(Call.error("failed").mdc("fingerprint", text)).event();

    assertThat(event.has("fingerprint")).isFalse();
    assertThat(from(event)).isEqualTo("default");
    assertThat(world.statusWith("fingerprint text")).isEmpty();
  }

  @Test
  default void fingerprintKey_namesAnotherEntry() {
    World world = world().start("fingerprintKey", "errorGroup");
    world.log(Call.error("failed").mdc("errorGroup", "a").mdc("fingerprint", "not this"));
    JsonNode event = world.event();

    assertThat(fingerprint(event)).containsExactly("a");
    assertThat(event.at("/contexts/MDC/fingerprint").asText()).isEqualTo("not this");
  }

  @Test
  default void fingerprintEntry_isNoContext() {
    JsonNode event =
        world()
            .start()
            .log(Call.error("failed").mdc("fingerprint", "a").keyValue("fingerprint", "b"))
            .event();

    assertThat(event.at("/contexts/MDC").isMissingNode()).isTrue();
    assertThat(event.at("/contexts/Key-Values").isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET, \"/a,b | GET;\"/a;b | never closed",
        "[\"a\", \"b\" | \"a\";\"b\" | not a JSON array",
        "[a, b] | a;b | not a JSON array",
        "\"a\"b, c | \"a\"b;c | after a closing quote"
      })
  default void malformedText_isToldOnceWithWhatWasMadeOfIt(
      String text, String parts, String problem) {
    World world = world().start();
    world.log(
        Call.error("first").mdc("fingerprint", text),
        Call.error("second").mdc("fingerprint", text));
    List<JsonNode> events = world.events();

    List<String> expected =
        problem.contains("JSON")
            ? List.of(parts.replace("\"", "").split(";"))
            : List.of(parts.split(";"));
    assertThat(events).hasSize(2).allSatisfy(e -> assertThat(fingerprint(e)).isEqualTo(expected));
    assertThat(world.statusWith(problem))
        .singleElement()
        .asString()
        .contains(text)
        .contains("read as");
  }

  @Test
  default void scope_setsAndRestores() {
    World world = world().start();
    BackEnd backEnd = world.backEnd();
    backEnd.inScope(
        List.of("outer", "a,b"),
        () -> {
          backEnd.inScope(List.of("{{ default }}", 7), () -> world.log(Call.error("inner")));
          world.log(Call.error("outer"));
        });
    world.log(Call.error("none"));

    assertThat(world.events())
        .extracting(World::fingerprint)
        .containsExactlyInAnyOrder(
            List.of("{{ default }}", "7"), List.of("outer", "a,b"), List.of());
  }
}
