package dev.whorl.grouping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the shared cases: what a server makes of a message. */
class MessageTemplateCasesTest {
  @TestFactory
  List<DynamicTest> cases() throws IOException {
    String folder = System.getProperty("whorl.cases", "");
    assumeTrue(
        !folder.isEmpty() && Files.isDirectory(Path.of(folder)),
        "not run: the system property whorl.cases names no folder");
    Path file = Path.of(folder, "parameterization.json");
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(file.toFile()).get("cases")) {
      String name = node.get("name").asText();
      tests.add(test(name, node, "", ""));
      if (node.get("affixes").asBoolean()) {
        tests.add(test(name + ", with a prefix", node, "prefix ", ""));
        tests.add(test(name + ", with a suffix", node, "", " suffix"));
        tests.add(test(name + ", with both", node, "prefix ", " suffix"));
      }
    }
    return tests;
  }

  private static DynamicTest test(String name, JsonNode node, String prefix, String suffix) {
    return DynamicTest.dynamicTest(
        name,
        () ->
            assertThat(MessageTemplate.of(prefix + node.get("input").asText() + suffix))
                .isEqualTo(prefix + node.get("expected").asText() + suffix));
  }
}
