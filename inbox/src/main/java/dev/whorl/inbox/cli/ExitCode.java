package dev.whorl.inbox.cli;

import picocli.CommandLine;

/** What the program ends with. */
final class ExitCode {
  static final int DONE = CommandLine.ExitCode.OK;
  static final int BAD_INPUT = CommandLine.ExitCode.SOFTWARE;
  static final int USAGE = CommandLine.ExitCode.USAGE;

  /** Groups would change, and that was to be told. */
  static final int CHANGE = 3;

  private ExitCode() {}
}
