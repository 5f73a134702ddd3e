package dev.whorl.benchmarks.inbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code whorl serve} in a JVM of its own, on a free port. */
final class InboxProcess implements AutoCloseable {
  private final Process process;
  private final URI address;
  private final HttpClient client = HttpClient.newHttpClient();

  private InboxProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts it; ready when this returns. */
  static InboxProcess start(Options options, Path database) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String more = options.text("java-options", "");
    command.addAll(more.isEmpty() ? List.of() : List.of(more.split(" ")));
    command.addAll(List.of("-jar", options.jar().toString(), "serve", "--port", "0"));
    command.addAll(List.of("--max-events", "5000000", "--database", database.toString()));
    command.addAll(List.of("--folder", database.resolveSibling("none").toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line;
    while ((line = out.readLine()) != null) {
      if (line.contains("http://")) {
        return new InboxProcess(process, URI.create(line.substring(line.indexOf("http://"))));
      }
    }
    throw new IOException("The inbox did not start: " + command);
  }

  URI address() {
    return address;
  }

  /** The body of an answer, which has to be a 200. */
  String get(String path) throws IOException, InterruptedException {
    return ask(HttpRequest.newBuilder(address.resolve(path)).build());
  }

  String post(String path, String body) throws IOException, InterruptedException {
    return ask(
        HttpRequest.newBuilder(address.resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private String ask(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /** The processor time that it took. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Asks it to stop, and waits until it has written all. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
