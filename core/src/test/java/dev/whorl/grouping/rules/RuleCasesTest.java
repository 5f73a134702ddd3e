package dev.whorl.grouping.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the cases of a folder that lies outside of the project. */
class RuleCasesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String FOLDER = System.getProperty("whorl.cases", "");

  /** One test a case; without a folder one that is skipped, so that a report shows it. */
  private static Stream<DynamicTest> tests(Consumer<JsonNode> test, String... files)
      throws IOException {
    if (FOLDER.isEmpty()) {
      String reason = "not run: the system property whorl.cases names no folder";
      return Stream.of(DynamicTest.dynamicTest(reason, () -> assumeTrue(false, reason)));
    }
    List<DynamicTest> tests = new ArrayList<>();
    for (String file : files) {
      for (JsonNode one : JSON.readTree(Path.of(FOLDER, file).toFile()).path("cases")) {
        if (one.has("rules_text")) {
          tests.add(DynamicTest.dynamicTest(one.path("name").asText(), () -> test.accept(one)));
        }
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> parser() throws IOException {
    return tests(RuleCasesTest::parse, "rule_parser.json");
  }

  private static void parse(JsonNode one) {
    String text = one.path("rules_text").asText();
    JsonNode expected = one.path("expected");
    if (expected.has("error")) {
      RulesException wrong =
          catchThrowableOfType(RulesException.class, () -> FingerprintRules.parse(text));
      assertThat(wrong).isNotNull();
      String message = wrong.errors().get(0).message();
      switch (expected.path("error").asText()) {
        case "unknown matcher" ->
            assertThat(message)
                .isEqualTo("Unknown matcher '" + expected.path("error_name").asText() + "'");
        case "unknown attribute" ->
            assertThat(message)
                .isEqualTo("Unknown attribute '" + expected.path("error_name").asText() + "'");
        default -> assertThat(message).doesNotStartWith("Unknown");
      }
      return;
    }
    List<FingerprintRule> rules = FingerprintRules.parse(text).rules();
    assertThat(rules).hasSize(expected.path("rules").size());
    for (int i = 0; i < rules.size(); i++) {
      FingerprintRule rule = rules.get(i);
      JsonNode wanted = expected.path("rules").path(i);
      if (wanted.has("text")) {
        assertThat(rule.text()).isEqualTo(wanted.path("text").asText());
      }
      assertThat(rule.matchers())
          .extracting(
              matcher ->
                  Map.of(
                      "key", matcher.key(),
                      "pattern", matcher.pattern(),
                      "negated", matcher.negated()))
          .isEqualTo(JSON.convertValue(wanted.path("matchers"), List.class));
      assertThat(rule.fingerprint())
          .isEqualTo(JSON.convertValue(wanted.path("fingerprint"), List.class));
      assertThat(rule.attributes())
          .isEqualTo(JSON.convertValue(wanted.path("attributes"), Map.class));
    }
  }
}
