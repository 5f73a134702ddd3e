package dev.whorl.inbox.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code whorl serve} as a process of its own, on a free port. */
final class ServeProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("Whorl inbox at (http://127.0.0.1:\\d+/)");

  private final Process process;
  private final URI address;

  private ServeProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts it, and waits until it listens. */
  static ServeProcess start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--port=0",
                "--folder=" + folder)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // Not closed before the end of the process, which writes nothing more to it.
    BufferedReader out = process.inputReader(UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher address = ADDRESS.matcher(line);
      if (address.matches()) {
        return new ServeProcess(process, URI.create(address.group(1)));
      }
    }
    process.destroyForcibly();
    throw new IOException("whorl serve ended before it listened");
  }

  URI uri(String path) {
    return address.resolve(path);
  }

  /** Ends it at once, by SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Asks it to end, by SIGTERM, and waits until it has. */
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
