package dev.whorl.delivery;

import dev.whorl.testing.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A folder with the outboxes of several processes, as far as one process can play them. */
final class SpoolFolder implements AutoCloseable {
  static final String DESTINATION = "0a1b2c3d";

  final Path path;
  final ManualClock clock = new ManualClock();
  final AtomicLong evicted = new AtomicLong();
  final RecordingAccounting own = new RecordingAccounting();
  final RecordingAccounting found = new RecordingAccounting();
  private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);
  private final List<SpoolOutbox> open = new ArrayList<>();

  SpoolFolder(Path path) {
    this.path = path;
  }

  SpoolOutbox outbox() {
    return outbox(1 << 20, DESTINATION);
  }

  SpoolOutbox outbox(long maxBytes, String destination) {
    InstantSource wall = () -> Instant.ofEpochMilli(millis.getAndIncrement());
    SpoolOutbox outbox =
        new SpoolOutbox(
            new SpoolOutbox.Options(path, maxBytes, 1_000, destination),
            wall,
            clock,
            evicted::addAndGet,
            own,
            found);
    open.add(outbox);
    return outbox;
  }

  /** Takes what there is, up to a number, without saying what became of it. */
  static List<Parcel> take(SpoolOutbox outbox, int most) {
    List<Parcel> taken = new ArrayList<>();
    while (taken.size() < most) {
      Parcel parcel = outbox.poll();
      if (parcel == null) {
        break;
      }
      taken.add(parcel);
    }
    return taken;
  }

  /** Delivers what there is, and gives the numbers of the events. */
  static List<Integer> deliver(SpoolOutbox outbox) {
    List<Integer> numbers = new ArrayList<>();
    for (Parcel parcel = outbox.poll(); parcel != null; parcel = outbox.poll()) {
      numbers.add(number(parcel));
      parcel.ended();
      parcel.accounting().delivered();
    }
    return numbers;
  }

  static int number(Parcel parcel) {
    String text = Events.text(parcel.event());
    return Integer.parseInt(text.replaceAll(".*\"n\":(\\d+).*", "$1"));
  }

  /** Time for those who look for what the dead left. */
  void pass() {
    clock.advance(Duration.ofSeconds(6));
  }

  List<Path> segments() {
    return files("events-");
  }

  List<Path> cursors() {
    return files("cursor-");
  }

  List<Path> files(String prefix) {
    if (!Files.exists(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    open.forEach(SpoolOutbox::close);
  }
}
