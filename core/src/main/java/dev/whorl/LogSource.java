package dev.whorl;

import dev.whorl.event.Breadcrumb;
import dev.whorl.event.LogCall;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One event of a logging library, as its appender can read it. Read on the thread that appends it.
 */
public interface LogSource {
  /**
   * What identifies the thread that logged it.
   *
   * @return its id, or its name if the library does not tell its id
   */
  Object thread();

  /**
   * A short form of it.
   *
   * @return what stands in later events of the same thread
   */
  Breadcrumb breadcrumb();

  /**
   * The same, cut, to be put together when an event asks for it, which most are never asked for. A
   * program logs far more often what may become a breadcrumb than what becomes an event.
   *
   * @return holds on to nothing that changes or is large; may be asked on any thread, any number of
   *     times
   */
  default Supplier<Breadcrumb> breadcrumbForLater() {
    Breadcrumb cut = breadcrumb().cut();
    return () -> cut;
  }

  /**
   * Its diagnostic context.
   *
   * @param action gets each entry
   */
  void forEachMdcEntry(BiConsumer<String, String> action);

  /**
   * What stands for its diagnostic context if that never changes, so that who meets the same object
   * again knows its entries.
   *
   * @return null if there is no such object
   */
  default @Nullable Object unchangingMdc() {
    return null;
  }

  /**
   * Whether its diagnostic context has a key of some kind. Asked for each breadcrumb, most of which
   * have none.
   *
   * @param wanted tells such keys
   * @return true if there is one
   */
  default boolean hasMdcKey(Predicate<String> wanted) {
    AtomicBoolean found = new AtomicBoolean();
    forEachMdcEntry(
        (key, value) -> {
          if (wanted.test(key)) {
            found.set(true);
          }
        });
    return found.get();
  }

  /**
   * All of it.
   *
   * @param before what the same thread logged before
   * @param fingerprints reads fingerprint texts that the library's markers carry
   * @return a snapshot
   */
  LogCall call(List<Breadcrumb> before, FingerprintReader fingerprints);
}
