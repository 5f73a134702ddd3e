package dev.whorl.inbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import dev.whorl.inbox.payload.EventFromJson;
import dev.whorl.inbox.payload.RecordedVariables;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which group recorded events are in. */
@Command(
    name = "group",
    description = {
      "Says which group each event is in.",
      "Prints one line of JSON an event: hash, hashes, fingerprint (with the rules, variables as"
          + " they are), resolved (the same with values), from (where it comes from), title."
    },
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:a file, a line or a rule cannot be read", "2:wrong usage"})
final class GroupCommand implements Callable<Integer> {
  private final Streams streams;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Fingerprint rules; the first that matches replaces the fingerprint.")
  @Nullable String rules;

  @Option(
      names = "--stack-rules",
      paramLabel = "FILE",
      description = "Stack-trace rules, which come after the built-in ones.")
  @Nullable String stackRules;

  @Option(
      names = "--explain",
      description = {
        "Prints for people what makes each group: + before what enters the hash, - before what"
            + " does not, with the reason."
      })
  boolean explain;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Files with event payloads as JSON, one per line, and folders of Whorl, of which the"
              + " files events-*.ndjson are read; - reads standard input.")
  List<String> files = List.of();

  GroupCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    RulesFiles rulesFiles = new RulesFiles(streams);
    if (!rulesFiles.areReadable(files, rules, stackRules)) {
      return ExitCode.USAGE;
    }
    FingerprintRules fingerprintRules =
        rulesFiles.read(RulesLanguage.FINGERPRINT, "--rules", rules);
    StackTraceRules stackTraceRules =
        rulesFiles.read(RulesLanguage.STACK_TRACE, "--stack-rules", stackRules);
    if (fingerprintRules == null || stackTraceRules == null) {
      return ExitCode.BAD_INPUT;
    }
    Grouper grouper = new Grouper(fingerprintRules, stackTraceRules);
    grouper.warnings().forEach(warning -> streams.problem("warning: " + rules + ": " + warning));
    Function<JsonNode, String> answer =
        explain ? payload -> explanation(grouper, payload) : new GroupLine(grouper)::of;
    boolean good = new GroupAnswers(streams, answer).print(files);
    return good ? ExitCode.DONE : ExitCode.BAD_INPUT;
  }

  private static String explanation(Grouper grouper, JsonNode payload) {
    return grouper.explain(EventFromJson.read(payload), new RecordedVariables(payload)).toText();
  }
}
