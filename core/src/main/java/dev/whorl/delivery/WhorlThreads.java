package dev.whorl.delivery;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Whorl's own threads: daemons with names by which they can be told from the application's. */
public final class WhorlThreads {
  private static final String PREFIX = "whorl-";
  private static final String WORKER = PREFIX + "worker-";
  private static final String SENDER = PREFIX + "sender-";

  private WhorlThreads() {}

  /**
   * Makes the thread that turns log calls into events.
   *
   * @param appender the appender's name
   * @param work what it does
   * @return a thread that was not started
   */
  public static Thread worker(String appender, Runnable work) {
    return thread(WORKER + appender, work);
  }

  /**
   * Makes a thread that helps with the start. It is no thread {@link #isOwn of Whorl's own} to
   * those who filter log calls.
   *
   * @param appender the appender's name
   * @param work what it does
   * @return a thread that was not started
   */
  public static Thread starter(String appender, Runnable work) {
    return thread(PREFIX + "starter-" + appender, work);
  }

  /** Makes a thread that sends. */
  static Thread sender(String appender, int number, Runnable work) {
    return thread(SENDER + appender + "-" + number, work);
  }

  /**
   * Whether a thread is one of Whorl's, of whichever appender and class loader.
   *
   * @param threadName its name
   * @return true if log calls on it are Whorl's own doing
   */
  public static boolean isOwn(String threadName) {
    return threadName.startsWith(PREFIX)
        && (threadName.startsWith(WORKER) || threadName.startsWith(SENDER));
  }

  /**
   * Waits for the end of a thread, also on a thread that was interrupted: Logback's AsyncAppender
   * stops its appenders on such a thread, and their events are worth no less for that.
   *
   * @param thread the thread; one that was never started has ended
   * @param deadlineNanos a value of {@link System#nanoTime}
   */
  public static void join(Thread thread, long deadlineNanos) {
    if (thread == Thread.currentThread()) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      while (thread.isAlive() && deadlineNanos - System.nanoTime() > 0) {
        try {
          TimeUnit.NANOSECONDS.timedJoin(thread, deadlineNanos - System.nanoTime());
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Locks, or gives up after a while, so that a disk that hangs under the lock holds up no stop.
   * The thread may be interrupted, as for {@link #join}.
   */
  static boolean lock(ReentrantLock lock, long nanos) {
    boolean interrupted = Thread.interrupted();
    try {
      return lock.tryLock(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
      return lock.tryLock();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Takes neither thread-locals nor a class loader over from the thread that happens to start it.
   */
  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(WhorlThreads.class.getClassLoader());
    return thread;
  }
}
