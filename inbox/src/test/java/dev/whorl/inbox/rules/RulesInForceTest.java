package dev.whorl.inbox.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whorl.inbox.payload.EventDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesInForceTest {
  @TempDir Path folder;
  private final List<String> notices = new ArrayList<>();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("fingerprint.rules"), "logger:a -> one\n");
  }

  @Test
  void changedFileGroupsTheEventsFromThenOn() throws IOException {
    RulesInForce rules = new RulesInForce(file, null, notices::add);
    assertThat(fingerprint(rules)).containsExactly("one");

    Files.writeString(file, "logger:a -> another\n");
    assertThat(fingerprint(rules)).containsExactly("one");
    rules.lookForChanges();

    assertThat(fingerprint(rules)).containsExactly("another");
    assertThat(notices).singleElement().asString().contains("new ones");
  }

  @Test
  void brokenNewVersionIsToldOnceAndLeavesTheOldOneInForce() throws IOException {
    RulesInForce rules = new RulesInForce(file, null, notices::add);
    Files.writeString(file, "nonsense without an arrow\n");

    rules.lookForChanges();
    rules.lookForChanges();

    assertThat(fingerprint(rules)).containsExactly("one");
    assertThat(notices)
        .singleElement()
        .asString()
        .contains("--rules " + file, "line 1", "stay in force");
  }

  @Test
  void bothBrokenFilesAreToldOnce() throws IOException {
    Path stack = Files.writeString(folder.resolve("stack.rules"), "");
    RulesInForce rules = new RulesInForce(file, stack, notices::add);
    Files.writeString(file, "nonsense without an arrow\n");
    Files.writeString(stack, "nonsense as well\n");

    rules.lookForChanges();
    rules.lookForChanges();

    assertThat(notices).hasSize(1);
  }

  @Test
  void fileThatIsNoText_isToldOnce_whenTheOtherOneWasChangedToo() throws IOException {
    Path stack = Files.writeString(folder.resolve("stack.rules"), "");
    RulesInForce rules = new RulesInForce(file, stack, notices::add);
    Files.write(file, "# \u00e4".getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(stack, "stack.function:retry -group\n");

    rules.lookForChanges();
    rules.lookForChanges();

    assertThat(notices).singleElement().asString().contains("--rules " + file, "not UTF-8");
  }

  @Test
  void fileThatIsGoneLeavesItsRulesInForce() throws IOException {
    RulesInForce rules = new RulesInForce(file, null, notices::add);
    Files.delete(file);

    rules.lookForChanges();

    assertThat(fingerprint(rules)).containsExactly("one");
  }

  @Test
  void brokenFileAtTheStartIsRefusedWithItsLine() throws IOException {
    Files.writeString(file, "logger:a -> one\nnonsense\n");

    assertThatThrownBy(() -> new RulesInForce(file, null, notices::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--rules " + file)
        .hasMessageContaining("line 2");
  }

  @Test
  void fileThatCannotBeReadIsRefusedWithTheReason() throws IOException {
    Path missing = folder.resolve("missing/shop.rules");
    Path latin =
        Files.write(
            folder.resolve("latin.rules"), "# \u00e4".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> new RulesInForce(missing, null, notices::add))
        .hasMessage("--rules " + missing + ": there is no such file");
    assertThatThrownBy(() -> new RulesInForce(null, latin, notices::add))
        .hasMessage("--stack-rules " + latin + ": is not UTF-8 text; save it as UTF-8");
  }

  @Test
  void fileThatIsMissingCountsAsEmptyUntilItIsThere() throws IOException {
    Path missing = folder.resolve("missing.rules");
    RulesInForce rules = new RulesInForce(missing, null, notices::add);
    assertThat(notices)
        .containsExactly(
            "--rules "
                + missing
                + ": there is no such file yet; it counts as empty, and saving rules makes it");
    rules.lookForChanges();
    assertThat(fingerprint(rules)).containsExactly("{{ default }}");

    Files.writeString(missing, "logger:a -> one\n");
    rules.lookForChanges();
    assertThat(fingerprint(rules)).containsExactly("one");
    Files.delete(missing);
    rules.lookForChanges();

    assertThat(fingerprint(rules)).containsExactly("one");
    assertThat(notices).hasSize(2);
  }

  private static List<String> fingerprint(RulesInForce rules) throws IOException {
    return EventDigest.of(new ObjectMapper().readTree("{\"logger\":\"a\"}"), rules.grouper())
        .fingerprint();
  }
}
