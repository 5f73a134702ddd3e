package dev.whorl.clients;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the cases run on. Each has a logger of its own, by which its events are found. */
public interface World {
  /** A logger of the library. */
  Log log(String name);

  /** Puts an entry into the MDC of the library; null removes it. */
  void mdc(String key, @Nullable String value);

  /** The groups of what a logger has logged, when so many events have arrived. */
  List<ShownGroup> groups(String logger, int events);

  /** The inbox. */
  InboxProcess inbox();
}
