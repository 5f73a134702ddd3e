package dev.whorl.inbox.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whorl.grouping.Group;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Events with the groups that a server finds for them, from the files {@code grouping.json} and
 * {@code fingerprint_rules.json} in the folder that the system property {@code whorl.cases} names.
 */
class GroupingCasesTest {
  @TestFactory
  List<DynamicTest> cases() throws IOException {
    String folder = System.getProperty("whorl.cases", "");
    assumeTrue(!folder.isEmpty(), "not run: the system property whorl.cases names no folder");
    List<DynamicTest> tests = new ArrayList<>();
    for (String file : List.of("grouping.json", "fingerprint_rules.json")) {
      for (JsonNode one :
          new ObjectMapper().readTree(Path.of(folder, file).toFile()).get("cases")) {
        tests.add(
            DynamicTest.dynamicTest(file + " " + one.get("name").asText(), () -> assertGroup(one)));
      }
    }
    return tests;
  }

  private static void assertGroup(JsonNode one) {
    Grouper grouper =
        new Grouper(
            FingerprintRules.parse(one.path("rules_text").asText("")),
            StackTraceRules.parse(one.path("stack_rules_text").asText("")));
    Group group = grouper.group(EventFromJson.read(one.get("event")), name -> null);
    JsonNode expected = one.get("expected");
    expected
        .path("variants")
        .fields()
        .forEachRemaining(
            variant ->
                assertThat(group.variants().get(variant.getKey()))
                    .describedAs("%s of %s", variant.getKey(), group)
                    .isEqualTo(variant.getValue().textValue()));
    if (expected.has("hashes")) {
      assertThat(group.hashes()).isEqualTo(texts(expected.get("hashes")));
    }
    if (expected.has("fingerprint")) {
      assertThat(group.fingerprint()).isEqualTo(texts(expected.get("fingerprint")));
    }
    if (expected.has("resolved_fingerprint")) {
      assertThat(group.resolved()).isEqualTo(texts(expected.get("resolved_fingerprint")));
    }
    if (expected.has("title")) {
      assertThat(group.title()).isEqualTo(expected.get("title").asText());
    }
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
