package dev.whorl.benchmarks.inbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What stands on the command line: {@code --quick}, and {@code --NAME VALUE} for the rest. */
final class Options {
  private final List<String> args;

  Options(String... args) {
    this.args = new ArrayList<>(List.of(args));
  }

  boolean quick() {
    return args.contains("--quick");
  }

  /** A number; a quick run has another one than a whole run. */
  long number(String name, long whole, long quick) {
    return Long.parseLong(text(name, Long.toString(quick() ? quick : whole)));
  }

  String text(String name, String otherwise) {
    int at = args.indexOf("--" + name);
    return at < 0 ? otherwise : args.get(at + 1);
  }

  /** The command as one file. */
  Path jar() {
    return Path.of(text("jar", "inbox/target/whorl.jar"));
  }
}
