package dev.whorl.delivery;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The right to open and lock a file, of which a JVM has one for each file. POSIX releases all locks
 * of a process on a file as soon as the process closes any handle of it, so a file that another
 * appender of the same JVM has locked must not even be opened. Class loaders may hold several
 * copies of Whorl, and only the system properties are common to all of them: a property for each
 * held file, removed when it is let go.
 *
 * @param key the property
 */
record HeldFile(String key) {
  private static final String PREFIX = "dev.whorl.held:";

  /** Null if somebody in this JVM has it. */
  static @Nullable HeldFile claim(Path file) {
    String key = PREFIX + real(file);
    return System.getProperties().putIfAbsent(key, "") == null ? new HeldFile(key) : null;
  }

  /** By the real folder: an alias of it must not lead to the same file under another name. */
  private static Path real(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    Path name = absolute.getFileName();
    try {
      return folder == null || name == null ? absolute : folder.toRealPath().resolve(name);
    } catch (IOException e) {
      return absolute;
    }
  }

  void release() {
    System.getProperties().remove(key);
  }
}
