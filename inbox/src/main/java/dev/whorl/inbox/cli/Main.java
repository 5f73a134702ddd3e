package dev.whorl.inbox.cli;

/** The program {@code whorl}: ends with 0 if all is done, 1 for bad input, 2 for wrong usage. */
public final class Main {
  private Main() {}

  /**
   * Runs the command and ends the JVM.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(run(Streams.standard(), args));
  }

  /** Runs the command and gives its exit code. */
  static int run(Streams streams, String... args) {
    int exitCode = WhorlCommand.commandLine(streams).execute(args);
    try {
      streams.flush();
      return exitCode;
    } catch (OutputException e) {
      return streams.told(e);
    }
  }
}
