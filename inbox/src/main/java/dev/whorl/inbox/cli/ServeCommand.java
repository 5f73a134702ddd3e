package dev.whorl.inbox.cli;

import dev.whorl.inbox.store.Retention;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the inbox until the process is ended. */
@Command(
    name = "serve",
    description = {
      "Runs the inbox: follows a folder of events, takes events from Sentry clients, and answers"
          + " what groups there are."
    },
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "1:a file, a rule or the address cannot be used",
      "2:wrong usage",
      "130, 143:it was stopped, and has written what it had"
    })
final class ServeCommand implements Callable<Integer> {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,100}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}");

  private final Streams streams;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      defaultValue = ".whorl",
      description = "Where programs leave their events; followed as it grows (${DEFAULT-VALUE}).")
  Path folder = Path.of(".whorl");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8400",
      description = "Where to listen; 0 takes a free port (${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen on; any but this machine's own needs --key, and lets whoever"
              + " reaches it read everything (${DEFAULT-VALUE}).")
  String bind = "127.0.0.1";

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "The key that clients must have in their DSN; without, any will do. Pages and data ask"
              + " for none.")
  @Nullable String key;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description =
          "A name under which browsers and clients reach the inbox, without port; may be repeated.")
  List<String> hosts = List.of();

  @Option(
      names = "--database",
      paramLabel = "FILE",
      description = "Where the inbox keeps events (inbox.db in the folder).")
  @Nullable Path database;

  @Option(
      names = "--max-events",
      paramLabel = "NUMBER",
      defaultValue = "1000000",
      description = "How many events to keep, the latest (${DEFAULT-VALUE}).")
  long maxEvents;

  @Option(
      names = "--max-age",
      paramLabel = "AGE",
      defaultValue = "30d",
      converter = AgeConverter.class,
      description =
          "How long to keep an event: days, hours or minutes, such as 30d, 12h or 90m"
              + " (${DEFAULT-VALUE}).")
  Duration maxAge = Duration.ofDays(30);

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "Fingerprint rules for what arrives, read again when they change; need not exist yet.")
  @Nullable Path rules;

  @Option(
      names = "--stack-rules",
      paramLabel = "FILE",
      description =
          "Stack-trace rules for what arrives, read again when they change; need not exist yet.")
  @Nullable Path stackRules;

  @Mixin HelpOption help = new HelpOption();

  ServeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InterruptedException {
    Serving.Plan plan;
    try {
      plan = plan();
    } catch (IllegalArgumentException e) {
      streams.problem(String.valueOf(e.getMessage()));
      return ExitCode.USAGE;
    }
    // The HTTP server logs through SLF4J, which would complain that nobody listens.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    try (Serving serving = Serving.start(plan, streams::problem)) {
      tell(plan, serving.port());
      untilTheEnd(serving);
      return ExitCode.DONE;
    } catch (BadInputException e) {
      streams.problem(e.reason());
      return ExitCode.BAD_INPUT;
    }
  }

  private Serving.Plan plan() {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("--port " + port + ": must be from 0 to 65535");
    }
    InetAddress address;
    try {
      address = InetAddress.getByName(bind);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("--bind " + bind + ": there is no such address", e);
    }
    if (!address.isLoopbackAddress() && key == null) {
      throw new IllegalArgumentException(
          "--bind "
              + bind
              + " lets other machines in, so --key KEY is needed; clients have it in their DSN");
    }
    if (key != null && !KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("--key: must be 1 to 100 letters, digits, - and _");
    }
    for (String name : hosts) {
      if (!HOST.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "--host "
                + name
                + ": must be a name of letters, digits, ., - and _, without http:// and port, such"
                + " as inbox.example.com");
      }
    }
    Set<String> names =
        hosts.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    return new Serving.Plan(
        folder.toAbsolutePath().normalize(),
        (database == null ? folder.resolve("inbox.db") : database).toAbsolutePath().normalize(),
        new Retention(maxEvents, maxAge),
        new InetSocketAddress(address, port),
        names,
        key,
        rules,
        stackRules,
        WhorlCommand.Version.text());
  }

  void tell(Serving.Plan plan, int listening) {
    InetAddress address = plan.address().getAddress();
    String host = address.isAnyLocalAddress() ? "localhost" : address.getHostAddress();
    String authority = (host.contains(":") ? "[" + host + "]" : host) + ":" + listening;
    streams.line("Whorl inbox at http://" + authority + "/");
    streams.line("  dsn       http://" + (key == null ? "whorl" : key) + "@" + authority + "/1");
    streams.line("  reads     " + plan.folder() + " as it grows");
    streams.line("  database  " + plan.database());
    if (!address.isLoopbackAddress()) {
      streams.line("  open      whoever reaches this port reads everything; --key is for clients");
    }
    String files =
        Stream.of(plan.rules(), plan.stackRules())
            .filter(Objects::nonNull)
            .map(file -> file.toAbsolutePath().normalize().toString())
            .collect(Collectors.joining(", "));
    if (!files.isEmpty()) {
      streams.line("  rules     " + files);
    }
    streams.flush();
  }

  /** Until the JVM ends, which then waits for what was taken in to be written. */
  private static void untilTheEnd(Serving serving) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  serving.close();
                  ended.countDown();
                },
                "whorl-inbox-stop"));
    ended.await();
  }
}
