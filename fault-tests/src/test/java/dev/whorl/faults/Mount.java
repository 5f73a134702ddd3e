package dev.whorl.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A small file system in memory; where the machine does not permit it, the test is not run. */
final class Mount implements AutoCloseable {
  private final Path at;

  private Mount(Path at) {
    this.at = at;
  }

  static Mount at(Path directory, String options) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    boolean mounted = run("mount", "-t", "tmpfs", "-o", options, "none", directory.toString());
    Assumptions.assumeTrue(
        mounted, "Not run: this process may not mount a small file system (it is not root)");
    return new Mount(directory);
  }

  Path directory() {
    return at;
  }

  void remount(String options) throws IOException, InterruptedException {
    if (!run("mount", "-o", "remount," + options, at.toString())) {
      throw new IOException("cannot be mounted again: " + at);
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      // There is no such program.
      return false;
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (!run("umount", "-l", at.toString())) {
      throw new IOException("cannot be unmounted: " + at);
    }
  }
}
