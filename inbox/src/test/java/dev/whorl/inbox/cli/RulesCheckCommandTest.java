package dev.whorl.inbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCheckCommandTest {
  @TempDir Path folder;
  private String fingerprints;
  private String stackTraces;

  @BeforeEach
  void writeRules() throws IOException {
    fingerprints = file("shop.rules", "# two\ntype:A -> a\n\ntype:B -> b\n");
    stackTraces = file("stack.rules", "module:a.* -group\n");
  }

  @Test
  void validRules_areCounted() throws IOException {
    Run run = Run.whorl("rules", "check", fingerprints, file("empty.rules", "# nothing yet\n"));

    assertThat(run.outLines())
        .containsExactly(
            fingerprints + ": valid, 2 rules", folder.resolve("empty.rules") + ": valid, 0 rules");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void stackTraceRules_haveAnOption() {
    for (String option : new String[] {"--stack", "--stack-rules"}) {
      Run run = Run.whorl("rules", "check", option, stackTraces);

      assertThat(run.outLines()).containsExactly(stackTraces + ": valid, 1 rule");
    }
  }

  @Test
  void brokenRules_areToldWithTheirPlaces() {
    Run run = Run.withInput("type:A -> b\ncolour:red -> b\n", "rules", "check", "-", fingerprints);

    assertThat(run.errLines())
        .startsWith(
            "whorl: -: not valid as fingerprint rules",
            "line 2, column 1: Unknown matcher 'colour'",
            "    colour:red -> b")
        .hasSize(4);
    assertThat(run.outLines()).containsExactly(fingerprints + ": valid, 2 rules");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void rulesOfTheOtherLanguage_areRecognized() {
    assertThat(Run.whorl("rules", "check", stackTraces).err())
        .endsWith(String.format("It is valid as stack-trace rules, those of --stack-rules.%n"));
    assertThat(Run.whorl("rules", "check", "--stack", fingerprints).err())
        .endsWith(String.format("It is valid as fingerprint rules, those of --rules.%n"));
  }

  @Test
  void filesThatCannotBeRead_areTold() throws IOException {
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, 0});

    Run run = Run.whorl("rules", "check", binary.toString(), folder.toString());

    assertThat(run.errLines())
        .containsExactly(
            "whorl: " + binary + ": is not UTF-8 text; save it as UTF-8",
            "whorl: " + folder + ": is a folder; name the files in it");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void variableThatNobodyKnows_isAWarning() {
    Run run = Run.withInput("type:A -> {{ defualt }}, x\n", "rules", "check", "-");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("-: valid, 1 rule\n");
    assertThat(run.err()).contains("warning: -: line 1: there is no variable 'defualt'");
  }
}
