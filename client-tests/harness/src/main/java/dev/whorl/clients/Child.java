package dev.whorl.clients;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the command {@code whorl} from the class path of the tests. */
final class Child {
  private Child() {}

  static Process whorl(File errors, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                // The database is native code, of which newer JDKs warn.
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.whorl.inbox.cli.Main"));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectError(errors).start();
  }
}
