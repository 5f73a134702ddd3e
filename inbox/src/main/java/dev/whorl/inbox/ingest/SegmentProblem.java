package dev.whorl.inbox.ingest;

/**
 * What could not be read in a folder of events.
 *
 * @param file the name of the file
 * @param line which line of it, from 1; 0 if it is the file as a whole
 * @param position where reading goes on, in bytes from the beginning of the file
 * @param reason why, for people
 */
public record SegmentProblem(String file, long line, long position, String reason) {
  /** As compilers tell it: {@code FILE:LINE: REASON}. */
  @Override
  public String toString() {
    return line > 0 ? file + ":" + line + ": " + reason : file + ": " + reason;
  }
}
