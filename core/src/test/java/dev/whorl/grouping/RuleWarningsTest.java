package dev.whorl.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableTrace;
import dev.whorl.grouping.rules.FingerprintRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleWarningsTest {
  @Test
  void eachUnknownVariable_isNamedWithItsLine() {
    FingerprintRules rules =
        FingerprintRules.parse("# x\ntype:A -> {{ typo }}, {{ tags. }}, typo\ntype:B -> {{ typ }}");

    assertThat(RuleWarnings.of(rules))
        .satisfiesExactly(
            warning -> assertThat(warning).startsWith("line 2: there is no variable 'typo'"),
            warning -> assertThat(warning).startsWith("line 2: there is no variable 'tags.'"),
            warning -> assertThat(warning).startsWith("line 3: there is no variable 'typ'"));
  }

  @Test
  void knownVariables_areThoseThatAreResolved() {
    GroupableEvent event =
        new GroupableEvent(
            "java",
            null,
            null,
            null,
            List.of(),
            List.of(),
            GroupableTrace.EMPTY,
            null,
            "error",
            null,
            null,
            Map.of(),
            null,
            null);
    Variables variables = new Variables(event, name -> null);

    assertThat(Variables.NAMES)
        .filteredOn(name -> !name.equals("default"))
        .allSatisfy(
            name ->
                assertThat(variables.resolve("{{ " + name + " }}"))
                    .isNotEqualTo(Variables.unrecognized(name)));
  }

  @Test
  void manyOfThem_areCounted() {
    String rules = "type:A -> {{ typo\u001b }}\n".repeat(50);

    assertThat(RuleWarnings.of(FingerprintRules.parse(rules)))
        .hasSize(21)
        .endsWith("and 30 more of the kind")
        .noneMatch(warning -> warning.contains("\u001b"));
  }
}
