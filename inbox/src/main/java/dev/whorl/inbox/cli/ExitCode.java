package dev.whorl.inbox.cli;

import picocli.CommandLine;

/** What the program ends with. */
final class ExitCode {
  static final int DONE = CommandLine.ExitCode.OK;
  static final int BAD_INPUT = CommandLine.ExitCode.SOFTWARE;
  static final int USAGE = CommandLine.ExitCode.USAGE;

  private ExitCode() {}
}
