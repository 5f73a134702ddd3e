package dev.whorl.inbox.cli;

import dev.whorl.grouping.RuleWarnings;
import dev.whorl.grouping.rules.FingerprintRules;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether rules files are valid. */
@Command(
    name = "check",
    description = "Says whether rules files are valid, and if not, where and why.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all are valid", "1:one is not", "2:wrong usage"})
final class RulesCheckCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin HelpOption help = new HelpOption();

  @Option(
      names = {"--stack", "--stack-rules"},
      description = "The files have stack-trace rules, not fingerprint rules.")
  boolean stack;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Rules files; - reads standard input.")
  List<String> files = List.of();

  RulesCheckCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (!Input.atMostOneIsStandard(files)) {
      streams.problem(Input.TWICE_STANDARD);
      return ExitCode.USAGE;
    }
    RulesLanguage<?> language = stack ? RulesLanguage.STACK_TRACE : RulesLanguage.FINGERPRINT;
    boolean valid = true;
    for (String file : files) {
      valid &= isValid(language, file);
    }
    return valid ? ExitCode.DONE : ExitCode.BAD_INPUT;
  }

  private <T> boolean isValid(RulesLanguage<T> language, String file) {
    try {
      T rules = language.read(new Input(file), streams.in());
      int count = language.count(rules);
      streams.line(file + ": valid, " + count + (count == 1 ? " rule" : " rules"));
      if (rules instanceof FingerprintRules fingerprintRules) {
        RuleWarnings.of(fingerprintRules)
            .forEach(warning -> streams.problem("warning: " + file + ": " + warning));
      }
      return true;
    } catch (BadInputException e) {
      streams.problem(file + ": " + e.reason());
      return false;
    }
  }
}
