package dev.whorl.inbox.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What there is for rules files. */
@Command(name = "rules", description = "Looks at rules files.", synopsisSubcommandLabel = "COMMAND")
final class RulesCommand {
  @Mixin HelpOption help = new HelpOption();
}
