package dev.whorl.inbox.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.whorl.grouping.Explanation;
import dev.whorl.grouping.Explanation.Part;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Real errors of real libraries and the groups they have, so that a change of grouping is a diff
 * that somebody reads. With {@code -Dwhorl.corpus.update=true} the files are written anew instead.
 */
class GoldenCorpusTest {
  private static final Path FOLDER = Path.of("src/test/resources/corpus");
  private static final boolean UPDATE = Boolean.getBoolean("whorl.corpus.update");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Grouper grouper =
      new Grouper(FingerprintRules.parse(""), StackTraceRules.parse(""));

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @Test
  void corpus_isLarge() throws IOException {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(80);
  }

  @TestFactory
  Stream<DynamicTest> events() throws IOException {
    return files().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private void check(Path file) throws IOException {
    ObjectNode entry = (ObjectNode) JSON.readTree(file.toFile());
    JsonNode event = entry.path("event");
    Explanation explanation = grouper.explain(EventFromJson.read(event), name -> null);
    ObjectNode found = JSON.createObjectNode();
    found.put("variant", explanation.variant());
    explanation.group().hashes().forEach(found.putArray("hashes")::add);
    explanation.contributing().stream().map(Part::value).forEach(found.putArray("stream")::add);
    if (UPDATE) {
      entry.set("expected", found);
      DefaultIndenter lines = new DefaultIndenter("  ", "\n");
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter().withArrayIndenter(lines).withObjectIndenter(lines);
      Files.writeString(file, JSON.writer(printer).writeValueAsString(entry) + "\n");
    }
    assertThat(entry.path("expected")).isEqualTo(found);
    assertThat(grouper.group(EventFromJson.read(event), name -> null))
        .isEqualTo(explanation.group());
  }
}
