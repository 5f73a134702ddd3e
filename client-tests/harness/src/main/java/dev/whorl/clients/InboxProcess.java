package dev.whorl.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The command {@code whorl serve}, running on a free port and an empty folder. */
public final class InboxProcess implements AutoCloseable {
  private static final Pattern DSN = Pattern.compile("  dsn +(http://whorl@127.0.0.1:\\d+/1)");
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path folder;
  private final Process process;
  private final String dsn;

  private InboxProcess(Path folder, Process process, String dsn) {
    this.folder = folder;
    this.process = process;
    this.dsn = dsn;
  }

  /** Starts it, and waits until it listens. */
  public static InboxProcess start(Path folder) throws IOException {
    Path errors = folder.resolve("errors.txt");
    Process process =
        Child.whorl(
            errors.toFile(), "serve", "--port", "0", "--folder", folder.resolve("events") + "");
    // Not closed while the process runs, which writes nothing more to it.
    BufferedReader out = process.inputReader(UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher dsn = DSN.matcher(line);
      if (dsn.matches()) {
        return new InboxProcess(folder, process, dsn.group(1));
      }
    }
    process.destroyForcibly();
    throw new IOException("whorl serve ended: " + Files.readString(errors));
  }

  /** Where clients send to. */
  public String dsn() {
    return dsn;
  }

  /** What it said of failures. */
  public String errors() throws IOException {
    return Files.readString(folder.resolve("errors.txt"));
  }

  /** The groups of the events of a logger, when there are so many events. */
  public List<ShownGroup> groups(String logger, int events) {
    return await(
        events, "groups?logger=" + logger, event -> event.path("logger").asText("").equals(logger));
  }

  /** All groups, when there are so many events. */
  public List<ShownGroup> groups(int events) {
    return await(events, "groups?limit=500", event -> true);
  }

  private List<ShownGroup> await(int events, String list, Predicate<JsonNode> isMeant) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> groups(list, isMeant),
            groups -> groups.stream().mapToLong(ShownGroup::count).sum() >= events);
  }

  private List<ShownGroup> groups(String list, Predicate<JsonNode> isMeant) throws IOException {
    List<ShownGroup> groups = new ArrayList<>();
    for (JsonNode row : get(list).path("groups")) {
      String path = "groups/" + row.path("hash").asText();
      List<JsonNode> events = new ArrayList<>();
      for (JsonNode event : get(path + "/events").path("events")) {
        JsonNode payload = get("events/" + event.path("id").asText());
        if (isMeant.test(payload)) {
          events.add(payload);
        }
      }
      groups.add(new ShownGroup(row, get(path), events));
    }
    return groups;
  }

  /** What the command {@code whorl group} says of events, one answer for each. */
  public List<JsonNode> groupedByCommand(List<JsonNode> events) throws IOException {
    Process command = Child.whorl(folder.resolve("command.txt").toFile(), "group", "-");
    try (Writer in = command.outputWriter(UTF_8)) {
      for (JsonNode event : events) {
        in.write(event + "\n");
      }
    }
    List<JsonNode> answers = new ArrayList<>();
    try (BufferedReader out = command.inputReader(UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        answers.add(MAPPER.readTree(line));
      }
    }
    return answers;
  }

  /** A page, as a browser gets it. */
  public String page(String path) throws IOException {
    return text(path);
  }

  /** The answer to a call of the API. */
  public JsonNode get(String path) throws IOException {
    return MAPPER.readTree(text("/api/inbox/" + path));
  }

  private String text(String path) throws IOException {
    try {
      URI uri = URI.create(dsn.replace("whorl@", "")).resolve(path);
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(uri + " answered " + answer.statusCode() + ": " + answer.body());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Stops it, as Ctrl-C does. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("whorl serve does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
