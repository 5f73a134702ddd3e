package dev.whorl.inbox.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command itself, which does nothing without one of its subcommands. */
@Command(
    name = "whorl",
    description = "Says which group a logged error is in, and what other rules would do to groups.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = WhorlCommand.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:bad input", "2:wrong usage"})
final class WhorlCommand {
  @Mixin HelpOption help = new HelpOption();

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  /** The version in the manifest of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"whorl " + text()};
    }

    static String text() {
      String version = WhorlCommand.class.getPackage().getImplementationVersion();
      return version == null ? "(not run from its jar)" : version;
    }
  }

  /** The command line with all commands, on these streams. */
  static CommandLine commandLine(Streams streams) {
    CommandLine rules =
        new CommandLine(new RulesCommand()).addSubcommand("check", new RulesCheckCommand(streams));
    return new CommandLine(new WhorlCommand())
        .addSubcommand("group", new GroupCommand(streams))
        .addSubcommand("preview", new PreviewCommand(streams))
        .addSubcommand("serve", new ServeCommand(streams))
        .addSubcommand("rules", rules)
        .addSubcommand("help", new HelpCommand())
        .setOut(streams.out())
        .setErr(streams.err())
        .setExpandAtFiles(false)
        .setParameterExceptionHandler((failure, args) -> wrongUsage(streams, failure))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (failure instanceof OutputException output) {
                return streams.told(output);
              }
              throw failure;
            });
  }

  private static int wrongUsage(Streams streams, ParameterException failure) {
    streams.problem(String.valueOf(failure.getMessage()));
    if (!UnmatchedArgumentException.printSuggestions(failure, streams.err())) {
      streams.err().println();
      failure.getCommandLine().usage(streams.err());
    }
    return ExitCode.USAGE;
  }
}
