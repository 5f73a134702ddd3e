package dev.whorl.benchmarks.appenders;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Errors at an even pace while the server is well, away, or slow, and with a folder on a disk that
 * others keep busy: what callers wait, and how long a stop takes. Argument: for how many seconds;
 * with one only it is seen whether all runs.
 */
public final class OutageRun {
  private static final int PER_SECOND = 1000;
  private static final long SLOW_MILLIS = 2000;

  /** Somebody writes to the disk, and Whorl does not. */
  static final String DISK_BUSY = "disk busy";

  static final String FOLDER_ON_IT = "folder, disk busy";

  private final int seconds;
  private final Figures figures = new Figures("outage");

  private OutageRun(int seconds) {
    this.seconds = seconds;
  }

  /** Runs each candidate on each library in a JVM of its own, in turn. */
  public static void main(String[] arguments) throws IOException {
    new OutageRun(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10).run();
  }

  private void run() throws IOException {
    List<Candidate> candidates = new ArrayList<>(List.of(Candidate.NOTHING, Candidate.WHORL));
    List<Library> libraries = List.of(Library.values());
    if (seconds > 1) {
      // With a slow server it takes its time to stop.
      candidates.add(Candidate.SENTRY);
    } else {
      libraries = libraries.subList(0, 1);
    }
    for (Library library : libraries) {
      for (Candidate candidate : candidates) {
        withServer(library, "server well", candidate, 0);
        if (candidate != Candidate.NOTHING) {
          withServer(library, "server slow (2 s)", candidate, SLOW_MILLIS);
        }
      }
      withoutServer(library, Candidate.WHORL);
      withFolder(library);
      if (seconds > 1) {
        // Once more: the slowest of some thousand calls take another time each run.
        withServer(library, "server well", Candidate.WHORL, 0);
      }
    }
    figures.print();
  }

  private void withServer(Library library, String what, Candidate candidate, long delayMillis) {
    try (ServerProcess server = ServerProcess.start(delayMillis)) {
      measure(library, what, candidate, server.dsn());
    }
  }

  /** The port is taken, so that nobody else gets it, and nobody listens. */
  private void withoutServer(Library library, Candidate candidate) throws IOException {
    try (SocketChannel taken = SocketChannel.open()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = ((InetSocketAddress) taken.getLocalAddress()).getPort();
      measure(library, "server away", candidate, ServerProcess.dsn(port));
    }
  }

  private void withFolder(Library library) throws IOException {
    Path folder = Files.createTempDirectory(Path.of("benchmarks", "target"), "folder-");
    try (ServerProcess server = ServerProcess.start()) {
      measure(library, "folder", Candidate.WHORL, server.dsn(), "folder=" + folder);
    }
    try (ServerProcess server = ServerProcess.start();
        BusyDisk busy = BusyDisk.at(folder.resolveSibling("busy.bin"))) {
      // What keeps the disk busy takes processors from all, with a folder or without.
      measure(library, DISK_BUSY, Candidate.NOTHING, server.dsn());
      measure(library, DISK_BUSY, Candidate.WHORL, server.dsn());
      measure(library, FOLDER_ON_IT, Candidate.WHORL, server.dsn(), "folder=" + folder);
      if (seconds > 1) {
        measure(library, DISK_BUSY, Candidate.WHORL, server.dsn());
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private void measure(
      Library library, String what, Candidate candidate, String dsn, String... settings) {
    List<Object> arguments = new ArrayList<>(List.of(candidate, dsn, PER_SECOND, seconds));
    arguments.add("groupLimit=0");
    arguments.addAll(List.of(settings));
    Map<String, Double> told =
        ChildJvm.run(library.classPath(candidate), PacedChild.class, arguments.toArray());
    figures.add(library.title(), what, candidate, told);
  }
}
