package dev.whorl.inbox.ingest;

import dev.whorl.inbox.store.Added;
import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.store.FilePosition;
import dev.whorl.inbox.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Brings the events of a folder into the store, as the folder grows, on a thread of its own. What
 * could not be stored is read again.
 */
public final class FolderFeed implements AutoCloseable {
  private static final String SOURCE = "folder";
  private static final String UNREADABLE = "unreadable_line";
  private static final long LOOK_MILLIS = 300;

  private final SegmentFollower follower;
  private final EventStore store;
  private final Arrivals arrivals;
  private final Runnable beforeLook;
  private final Consumer<String> notices;
  private final Map<String, Long> positions;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "whorl-inbox-folder");
  private String lastNotice = "";

  /** An event that is being stored, and where its line begins. */
  private record Underway(String file, long begin, CompletableFuture<Added> added) {}

  /**
   * Makes a feed, not yet started, that goes on where the store's last one was.
   *
   * @param folder where programs leave their events; need not exist yet
   * @param store remembers how far it was read
   * @param arrivals take the events
   * @param beforeLook is run before each look into the folder
   * @param notices told what cannot be read, a sentence at a time
   */
  public FolderFeed(
      Path folder,
      EventStore store,
      Arrivals arrivals,
      Runnable beforeLook,
      Consumer<String> notices) {
    follower = new SegmentFollower(folder);
    this.store = store;
    this.arrivals = arrivals;
    this.beforeLook = beforeLook;
    this.notices = notices;
    positions = new HashMap<>(store.positions());
    thread.setDaemon(true);
  }

  /** Begins to look. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (stop.getCount() > 0) {
        boolean more = lookOrTell();
        if (!more && stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      // Only close() ends this thread, so this is the end of the JVM.
    }
  }

  /** Whatever fails, memory included, the next look is after the usual pause. */
  private boolean lookOrTell() {
    try {
      return look();
    } catch (RuntimeException | Error e) {
      tell("the folder cannot be read at the moment: " + e);
      return false;
    }
  }

  /** Looks once; whether there may be more to read at once. */
  boolean look() {
    Set<String> before = new HashSet<>(positions.keySet());
    List<Underway> underway = new ArrayList<>();
    boolean more = false;
    try {
      beforeLook.run();
      more = follower.poll(positions, new Sink(underway));
    } catch (IOException | RuntimeException e) {
      tell("the folder cannot be read at the moment: " + e.getMessage());
    } catch (Error e) {
      // What was read until then is under way all the same.
      tell("the folder cannot be read at the moment: " + e);
    }
    boolean stored = true;
    for (Underway event : underway) {
      stored &= isStored(event);
    }
    before.removeAll(positions.keySet());
    for (String gone : before) {
      // If it fails, the name of a file that is gone stays; no new file has the same.
      CompletableFuture<Void> unused = store.forgetPosition(gone);
    }
    return more && stored;
  }

  private boolean isStored(Underway event) {
    try {
      event.added.join();
      return true;
    } catch (CompletionException e) {
      positions.merge(event.file, event.begin, Math::min);
      tell("events of the folder cannot be stored at the moment: " + e.getMessage());
      return false;
    }
  }

  /** The same thing over and over is told once. */
  private void tell(String notice) {
    if (!notice.equals(lastNotice)) {
      lastNotice = notice;
      notices.accept(notice);
    }
  }

  /** Stops after the look that is on its way. */
  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Sink implements SegmentSink {
    private final List<Underway> underway;

    Sink(List<Underway> underway) {
      this.underway = underway;
    }

    @Override
    public void event(String file, long position, ReceivedEvent event) {
      long begin = positions.getOrDefault(file, 0L);
      CompletableFuture<Added> added;
      try {
        added = arrivals.add(event, SOURCE, new FilePosition(file, position));
      } catch (IllegalStateException e) {
        pass(file, position, String.valueOf(e.getMessage()));
        return;
      }
      if (added.isCompletedExceptionally()) {
        // There is no room. What is read from here on must not move the position past this one.
        added.exceptionally(Sink::fail).join();
      }
      underway.add(new Underway(file, begin, added));
    }

    private static Added fail(Throwable failure) {
      throw failure instanceof StoreException e ? e : new CompletionException(failure);
    }

    @Override
    public void problem(SegmentProblem problem) {
      arrivals.refused(UNREADABLE);
      pass(problem.file(), problem.position(), problem.toString());
    }

    private void pass(String file, long position, String notice) {
      tell(notice);
      // If it fails, the line is told once more after the next start.
      CompletableFuture<Void> unused = store.savePosition(new FilePosition(file, position));
    }
  }
}
