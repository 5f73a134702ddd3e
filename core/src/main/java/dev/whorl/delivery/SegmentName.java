package dev.whorl.delivery;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a segment says: {@code events-TIME-OWNER-NUMBER.ndjson}. The owner of events
 * that are to be sent is {@code DESTINATION-ID}; that of events that stay has no destination.
 *
 * @param file the name
 * @param owner who wrote it
 * @param number which of its owner's it is, from 1
 */
record SegmentName(String file, String owner, int number) implements Comparable<SegmentName> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern PATTERN =
      Pattern.compile(
          "events-\\d{8}T\\d{9}-([0-9a-z]{1,16}(?:-[0-9a-z]{1,16})?)-(\\d{4,9})\\.ndjson");

  static SegmentName of(Instant begun, String owner, int number) {
    return new SegmentName(
        "events-%s-%s-%04d.ndjson".formatted(TIME.format(begun), owner, number), owner, number);
  }

  /** Null if it is no segment, or one of a version that names them otherwise. */
  static @Nullable SegmentName of(Path path) {
    Matcher matcher = PATTERN.matcher(String.valueOf(path.getFileName()));
    return matcher.matches()
        ? new SegmentName(matcher.group(), matcher.group(1), Integer.parseInt(matcher.group(2)))
        : null;
  }

  /** By owner, then in the order in which they were written. */
  @Override
  public int compareTo(SegmentName other) {
    int byOwner = owner.compareTo(other.owner);
    return byOwner != 0 ? byOwner : Integer.compare(number, other.number);
  }
}
