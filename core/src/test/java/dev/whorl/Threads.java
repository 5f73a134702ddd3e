package dev.whorl;

import java.util.List;

/** The threads that run now. */
final class Threads {
  private Threads() {}

  static List<String> own() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("whorl-"))
        .toList();
  }
}
