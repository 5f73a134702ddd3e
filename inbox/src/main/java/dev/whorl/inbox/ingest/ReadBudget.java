package dev.whorl.inbox.ingest;

/** How much may still be read in one go. */
final class ReadBudget {
  private int lines;
  private long bytes;

  ReadBudget(int lines, long bytes) {
    this.lines = lines;
    this.bytes = bytes;
  }

  boolean isLeft() {
    return lines > 0 && bytes > 0;
  }

  void tookLine() {
    lines--;
  }

  void tookBytes(long number) {
    bytes -= number;
  }
}
