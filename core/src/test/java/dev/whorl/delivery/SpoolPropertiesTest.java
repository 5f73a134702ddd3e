package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Whatever stands in a folder: what is whole is delivered, and nothing stops it. */
class SpoolPropertiesTest {
  private Path temp;
  private SpoolFolder folder;

  @BeforeTry
  void open() throws IOException {
    temp = Files.createTempDirectory("spool-properties");
    folder = new SpoolFolder(temp);
  }

  @AfterTry
  void close() throws IOException {
    folder.close();
    try (Stream<Path> files = Files.walk(temp)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 200)
  void wholeLinesAmongGarbage_areDelivered(
      @ForAll @Size(max = 20) List<@IntRange(max = 3) Integer> lines, @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    List<Integer> whole = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      byte[] event = Events.withId(i).json();
      switch (lines.get(i)) {
        case 0, 1 -> {
          whole.add(i);
          segment.write(event);
        }
        case 2 -> segment.write(event, 0, random.nextInt(event.length));
        default -> segment.write(garbage(random));
      }
      segment.write('\n');
    }
    Files.write(segmentFile(1), segment.toByteArray());

    assertThat(SpoolFolder.deliver(folder.outbox())).isEqualTo(whole);
    assertThat(folder.found.dropped).hasSize(lines.size() - whole.size());
    assertThat(folder.files("")).isEmpty();
  }

  @Property(tries = 200)
  void anyCursor_losesNothingThatItDoesNotSayIsDone(@ForAll byte[] cursor) throws IOException {
    Files.write(segmentFile(1), line(1));
    Files.write(segmentFile(2), line(2));
    Files.write(temp.resolve("cursor-" + SpoolFolder.DESTINATION + "-dead.json"), cursor);

    assertThat(SpoolFolder.deliver(folder.outbox())).containsExactly(1, 2);
  }

  @Property(tries = 100)
  void anyPosition_sendsEachEventUnlessItSaysThatItIsDone(
      @ForAll @IntRange(min = 1, max = 3) int segment, @ForAll @IntRange(max = 200) int position)
      throws IOException {
    Files.write(segmentFile(1), line(1));
    Files.write(segmentFile(2), line(2));
    Files.writeString(
        temp.resolve("cursor-" + SpoolFolder.DESTINATION + "-dead.json"),
        "{\"v\":1,\"segment\":\"%s\",\"position\":%d}"
            .formatted(segmentFile(segment).getFileName(), position));
    boolean atEnd = position == line(1).length;
    List<Integer> expected =
        switch (segment) {
          case 1 -> atEnd ? List.of(2) : List.of(1, 2);
          case 2 -> atEnd ? List.of() : List.of(2);
          default -> List.of(1, 2);
        };

    assertThat(SpoolFolder.deliver(folder.outbox())).isEqualTo(expected);
  }

  @Property(tries = 50)
  void anyOrderOfEnds_losesNothingInACrash(
      @ForAll long seed, @ForAll @IntRange(max = 60) int ends) {
    Random random = new Random(seed);
    SpoolOutbox outbox = folder.outbox(3_000, SpoolFolder.DESTINATION);
    for (int i = 0; i < 60; i++) {
      outbox.put(Events.withId(i));
    }
    List<Parcel> taken = SpoolFolder.take(outbox, 60);
    List<Integer> handedOut = taken.stream().map(SpoolFolder::number).toList();
    List<Integer> left = new ArrayList<>(handedOut);
    for (int i = 0; i < Math.min(ends, handedOut.size()); i++) {
      Parcel parcel = taken.remove(random.nextInt(taken.size()));
      parcel.ended();
      left.remove((Integer) SpoolFolder.number(parcel));
    }
    outbox.close();

    assertThat(SpoolFolder.deliver(folder.outbox())).containsAll(left);
  }

  private Path segmentFile(int number) {
    return temp.resolve(
        "events-20231114T221320000-%s-dead-%04d.ndjson".formatted(SpoolFolder.DESTINATION, number));
  }

  private static byte[] line(int number) {
    return (Events.text(Events.withId(number)) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Anything but a line's end. */
  private static byte[] garbage(Random random) {
    byte[] bytes = new byte[1 + random.nextInt(200)];
    random.nextBytes(bytes);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '\n' ? 0 : bytes[i];
    }
    return bytes;
  }
}
