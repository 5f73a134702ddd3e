package dev.whorl.delivery;

import java.nio.file.Path;

/** Whether the folder takes events, and what is told of it. Guarded by the outbox that has it. */
final class FolderState {
  private final Path folder;
  private final Accounting accounting;
  private String trouble = "";

  FolderState(Path folder, Accounting accounting) {
    this.folder = folder;
    this.accounting = accounting;
  }

  void fails(Exception e) {
    boolean worked = trouble.isEmpty();
    trouble = folder + ": " + e;
    if (worked) {
      accounting.trouble(
          "folder fails",
          "Whorl: the folder cannot be written ("
              + trouble
              + "). Events wait in memory, within memoryMaxBytes, until it can; they do not survive the process. Make room, or set folder to a place that this process may write");
    }
  }

  void works() {
    if (!trouble.isEmpty()) {
      trouble = "";
      accounting.relief("Whorl: the folder " + folder + " can be written again");
    }
  }

  /** What the folder said last, empty if it works. */
  String trouble() {
    return trouble;
  }
}
