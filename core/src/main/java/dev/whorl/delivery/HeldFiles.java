package dev.whorl.delivery;

import java.nio.file.Path;
import java.util.Properties;

/**
 * Which files this JVM holds a lock on. POSIX releases all locks of a process on a file as soon as
 * the process closes any handle of it, so a file that another appender of the same JVM has locked
 * must not even be opened. Class loaders may hold several copies of Whorl, and only the system
 * properties are common to all of them: a property for each held file, removed when it is let go.
 */
final class HeldFiles {
  private static final String PREFIX = "dev.whorl.held:";

  private HeldFiles() {}

  /** Whether the caller is now the one in this JVM who may open and lock the file. */
  static boolean claim(Path file) {
    return properties().putIfAbsent(key(file), "") == null;
  }

  static void release(Path file) {
    properties().remove(key(file));
  }

  private static Properties properties() {
    return System.getProperties();
  }

  private static String key(Path file) {
    return PREFIX + file.toAbsolutePath().normalize();
  }
}
