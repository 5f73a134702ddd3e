package dev.whorl.inbox.cli;

import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import dev.whorl.inbox.preview.Preview;
import dev.whorl.inbox.preview.PreviewResult;
import dev.whorl.inbox.preview.PreviewWatcher;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what new rules would do to the groups of recorded events. */
@Command(
    name = "preview",
    description = {
      "Says what new rules would do to the groups of recorded events: which would merge, split or"
          + " get another hash.",
      "Without --against and --against-stack it compares with what is without rules."
    },
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a file, a line or a rule cannot be read",
      "2:wrong usage",
      "3:with --fail-on-change: a group would merge, split or get another hash"
    })
final class PreviewCommand implements Callable<Integer> {
  private final Streams streams;

  @Option(names = "--rules", paramLabel = "FILE", description = "The new fingerprint rules.")
  @Nullable String rules;

  @Option(names = "--stack-rules", paramLabel = "FILE", description = "The new stack-trace rules.")
  @Nullable String stackRules;

  @Option(names = "--against", paramLabel = "FILE", description = "The old fingerprint rules.")
  @Nullable String against;

  @Option(
      names = "--against-stack",
      paramLabel = "FILE",
      description = "The old stack-trace rules.")
  @Nullable String againstStack;

  @Option(names = "--json", description = "Prints the result as JSON, with all groups.")
  boolean json;

  @Option(
      names = "--fail-on-change",
      description = "Ends with 3 if any group would merge, split or get another hash.")
  boolean failOnChange;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Folders of Whorl, of which the files events-*.ndjson are read, databases of an inbox,"
              + " and files with event payloads as JSON, one per line; - reads standard input.")
  List<String> paths = List.of();

  PreviewCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    if (rules == null && stackRules == null) {
      streams.problem("--rules FILE or --stack-rules FILE is missing: the new rules");
      return ExitCode.USAGE;
    }
    RulesFiles files = new RulesFiles(streams);
    if (!files.areReadable(paths, rules, stackRules, against, againstStack)) {
      return ExitCode.USAGE;
    }
    FingerprintRules newRules = files.read(RulesLanguage.FINGERPRINT, "--rules", rules);
    FingerprintRules oldRules = files.read(RulesLanguage.FINGERPRINT, "--against", against);
    StackTraceRules newStack = files.read(RulesLanguage.STACK_TRACE, "--stack-rules", stackRules);
    StackTraceRules oldStack =
        Objects.equals(stackRules, againstStack)
            ? newStack
            : files.read(RulesLanguage.STACK_TRACE, "--against-stack", againstStack);
    if (newRules == null || oldRules == null || newStack == null || oldStack == null) {
      return ExitCode.BAD_INPUT;
    }
    Grouper after = Grouper.ofManyPrograms(newRules, newStack);
    Grouper before =
        oldStack == newStack ? after.with(oldRules) : Grouper.ofManyPrograms(oldRules, oldStack);
    after.warnings().forEach(warning -> streams.problem("warning: " + rules + ": " + warning));
    return preview(new Preview(before, after));
  }

  private int preview(Preview preview) throws IOException {
    PreviewResult result;
    boolean good;
    try (PreviewInputs inputs = PreviewInputs.open(streams, paths)) {
      result = preview.run(inputs, new Watcher());
      good = inputs.isGood();
    }
    streams.progress("");
    if (json) {
      streams.line(result.toJson(Integer.MAX_VALUE).toString());
    } else {
      new PreviewTable(result).lines().forEach(streams::line);
    }
    if (!good || result.unreadable() > 0) {
      return ExitCode.BAD_INPUT;
    }
    return failOnChange && result.isChange() ? ExitCode.CHANGE : ExitCode.DONE;
  }

  /** Tells what cannot be read, and how far it is. */
  private final class Watcher implements PreviewWatcher {
    @Override
    public void progress(long done, long total) {
      streams.progress(ProgressText.of(done, total));
    }

    @Override
    public void unreadable(String place, String reason) {
      streams.problem(place + ": " + reason);
    }
  }
}
