package dev.whorl.benchmarks.appenders;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A {@link LoopbackServer} in a JVM of its own, so that its garbage is nobody else's. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final int port;

  private ServerProcess(Process process) throws IOException {
    this.process = process;
    out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    port = Integer.parseInt(out.readLine());
  }

  /** One that answers at once. */
  static ServerProcess start() {
    return start(0);
  }

  /** One that lets each request wait. */
  static ServerProcess start(long delayMillis) {
    try {
      return new ServerProcess(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-Xmx256m",
                  // Soon as fast as it gets, and no compiler that works beside what is measured.
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  LoopbackServer.class.getName(),
                  Long.toString(delayMillis))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String dsn() {
    return dsn(port);
  }

  static String dsn(int port) {
    return "http://0f5ec2e7ba5e0f5ec2e7ba5e0f5ec2e7@127.0.0.1:" + port + "/42";
  }

  /** What it has counted so far: requests, bytes, events and suppressed. */
  Map<String, Long> figures() {
    try {
      OutputStream in = process.getOutputStream();
      in.write('\n');
      in.flush();
      Map<String, Long> figures = new LinkedHashMap<>();
      for (String pair : out.readLine().split(" ")) {
        String[] parts = pair.split("=");
        figures.put(parts[0], Long.parseLong(parts[1]));
      }
      return figures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
