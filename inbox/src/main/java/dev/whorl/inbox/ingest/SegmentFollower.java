package dev.whorl.inbox.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Follows a folder in which programs leave their events, as it grows. It only reads: it locks,
 * writes and deletes nothing. Not thread-safe.
 */
public final class SegmentFollower {
  private static final Pattern SEGMENT =
      Pattern.compile("events-\\d{8}T\\d{9}-[0-9a-z]{1,16}(?:-[0-9a-z]{1,16})?-\\d{4,9}\\.ndjson");

  private final Path folder;
  private final int mostLines;
  private final long mostBytes;
  private final Map<String, SegmentTail> tails = new HashMap<>();

  /**
   * Follows a folder.
   *
   * @param folder where the segments are; need not exist yet
   */
  public SegmentFollower(Path folder) {
    this(folder, 1000, 8L << 20);
  }

  /** Does no more in a poll than so much. */
  SegmentFollower(Path folder, int mostLines, long mostBytes) {
    this.folder = folder;
    this.mostLines = mostLines;
    this.mostBytes = mostBytes;
  }

  /**
   * Reads lines that have come since, file by file in the order of their names. The last line of a
   * file is left alone until it is whole.
   *
   * @param positions how far each file was read, by its name; brought up to date, also by removing
   *     files that are gone
   * @param sink takes what is found
   * @return whether there may be more to read at once, as a poll does only so much
   * @throws IOException if the folder is there and cannot be listed
   */
  public boolean poll(Map<String, Long> positions, SegmentSink sink) throws IOException {
    Set<String> names;
    try {
      names = names();
    } catch (NoSuchFileException e) {
      // Not made or not mounted yet; what is known of its files may still be true then.
      return false;
    }
    tails.keySet().retainAll(names);
    positions.keySet().removeIf(name -> isSegment(name) && !names.contains(name));
    ReadBudget budget = new ReadBudget(mostLines, mostBytes);
    for (String name : names) {
      if (!budget.isLeft()) {
        return true;
      }
      follow(name, positions, budget, sink);
    }
    return !budget.isLeft();
  }

  private void follow(
      String name, Map<String, Long> positions, ReadBudget budget, SegmentSink sink) {
    SegmentTail tail = tails.computeIfAbsent(name, n -> new SegmentTail(folder.resolve(n), n));
    try {
      tail.read(positions, budget, sink);
    } catch (NoSuchFileException e) {
      // Deleted since the folder was listed; the next poll forgets it.
    } catch (IOException e) {
      tail.unreadable(sink, e);
    }
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(SegmentFollower::isPlainFile)
          .map(file -> String.valueOf(file.getFileName()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** A link leads elsewhere, and a pipe would make us wait. */
  private static boolean isPlainFile(Path file) {
    return isSegment(String.valueOf(file.getFileName()))
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isSegment(String name) {
    return SEGMENT.matcher(name).matches();
  }
}
