package dev.whorl.faults;

import java.util.Map;

/** Starts, logs and stops; made by name in a class loader of its own. */
public final class LoadedProgram implements Runnable {
  private final String library;
  private final Map<String, String> settings;

  /** Only types that all class loaders share. */
  public LoadedProgram(String library, Map<String, String> settings) {
    this.library = library;
    this.settings = settings;
  }

  @Override
  public void run() {
    try (Candidate candidate = Library.valueOf(library).start(settings)) {
      candidate.error("from a class loader of its own");
    }
  }
}
