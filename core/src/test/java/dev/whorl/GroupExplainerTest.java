package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whorl.event.ErrorEvent;
import dev.whorl.event.Mechanism;
import dev.whorl.event.Severity;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrownException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupExplainerTest {
  private static final ErrorEvent EVENT =
      ErrorEvent.builder(Instant.EPOCH, Severity.ERROR)
          .exceptions(
              List.of(
                  new ThrownException(
                      "IOException",
                      "timed out",
                      "java.io",
                      0,
                      new Mechanism("logged", true, 0, null, null),
                      List.of(
                          new StackFrame("com.example.Main", "main", "Main.java", 1, true),
                          new StackFrame("com.example.Gateway", "call", "Gateway.java", 2, true)))))
          .build()
          .withFingerprint("{{ default }}", "POST");

  @TempDir Path folder;

  @Test
  void parts_areMarkedAsEnteredOrLeftOut() {
    assertThat(new GroupExplainer(null).explain(EVENT))
        .contains("title        IOException: timed out\n")
        .contains("fingerprint  {{ default }}, POST\n")
        .contains("  + com.example.Gateway call\n")
        .contains("+ POST\n")
        .containsPattern("- message: timed out +the stack trace decides\n");
  }

  @Test
  void stackTraceRules_count() throws IOException {
    Path rules = Files.writeString(folder.resolve("rules"), "stack.function:main -group\n");

    assertThat(new GroupExplainer(rules.toString()).explain(EVENT))
        .contains("  - com.example.Main main ")
        .contains("  + com.example.Gateway call\n");
  }

  @Test
  void stackTraceRulesThatCannotBeUsed_areTold() throws IOException {
    Path rules = Files.writeString(folder.resolve("rules"), "nonsense\n");

    assertThatThrownBy(() -> new GroupExplainer(rules.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stackTraceRules=" + rules)
        .hasMessageContaining("nonsense");
    assertThatThrownBy(() -> new GroupExplainer("missing.rules"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("missing.rules");
  }
}
