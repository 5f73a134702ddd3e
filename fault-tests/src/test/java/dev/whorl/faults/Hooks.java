package dev.whorl.faults;

import dev.whorl.BeforeSend;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.LogCall;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Hooks that fail, each named by its class in a configuration. */
public final class Hooks {
  /** The word in a message by which a hook knows when to fail. */
  static final String BAD = "bad";

  private Hooks() {}

  private static boolean isBad(ErrorEvent event) {
    return String.valueOf(event.message()).contains(BAD);
  }

  /** Fails as code fails. */
  public static final class Throws implements BeforeSend {
    @Override
    public ErrorEvent apply(ErrorEvent event, LogCall call) {
      if (isBad(event)) {
        throw new IllegalStateException("the hook is broken");
      }
      return event;
    }
  }

  /** Fails as a JVM fails. */
  public static final class RunsOutOfMemory implements BeforeSend {
    @Override
    public ErrorEvent apply(ErrorEvent event, LogCall call) {
      if (isBad(event)) {
        throw new OutOfMemoryError("injected into the hook");
      }
      return event;
    }
  }

  /** Fails for real. */
  public static final class OverflowsTheStack implements BeforeSend {
    @Override
    public ErrorEvent apply(ErrorEvent event, LogCall call) {
      return isBad(event) ? apply(event, call).withTag("never", "there") : event;
    }
  }

  /** Puts in what fails whenever its text is asked for. */
  public static final class PutsWhatFails implements BeforeSend {
    @Override
    public ErrorEvent apply(ErrorEvent event, LogCall call) {
      return isBad(event) ? with(event, new Failing(0)) : event;
    }
  }

  /** Puts in what fails only when its text is asked for again. */
  public static final class PutsWhatFailsLater implements BeforeSend {
    @Override
    public ErrorEvent apply(ErrorEvent event, LogCall call) {
      return isBad(event) ? with(event, new Failing(1)) : event;
    }
  }

  private static ErrorEvent with(ErrorEvent event, Object value) {
    return event.toBuilder().context("odd", Map.of("value", value)).build();
  }

  private record Failing(int good, AtomicInteger calls) {
    Failing(int good) {
      this(good, new AtomicInteger());
    }

    @Override
    public String toString() {
      if (calls.getAndIncrement() >= good) {
        throw new OutOfMemoryError("injected into the encoder");
      }
      return "fine";
    }
  }

  /** Drops all. */
  public static final class Drops implements BeforeSend {
    @Override
    public @Nullable ErrorEvent apply(ErrorEvent event, LogCall call) {
      return null;
    }
  }

  /** Takes ten seconds. */
  public static final class Blocks implements BeforeSend {
    @Override
    public ErrorEvent apply(ErrorEvent event, LogCall call) {
      try {
        boolean unused = isBad(event) && new CountDownLatch(1).await(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return event;
    }
  }

  /** Takes ten seconds and does not let itself be interrupted. */
  public static final class BlocksStubbornly implements BeforeSend {
    @Override
    public ErrorEvent apply(ErrorEvent event, LogCall call) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (isBad(event) && System.nanoTime() < end) {
        try {
          boolean unused = new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          // That is the point.
        }
      }
      return event;
    }
  }

  /** Leaves its thread interrupted. */
  public static final class Interrupts implements BeforeSend {
    @Override
    public ErrorEvent apply(ErrorEvent event, LogCall call) {
      Thread.currentThread().interrupt();
      return event;
    }
  }

  /** Logs an error for each error. */
  public static final class Logs implements BeforeSend {
    /** A hook is made by name, so this is how it gets at the library. */
    static final Map<Library, Candidate> CANDIDATES = new ConcurrentHashMap<>();

    @Override
    public ErrorEvent apply(ErrorEvent event, LogCall call) {
      String sdk = String.valueOf(event.sdk());
      Library library = sdk.contains("logback") ? Library.LOGBACK : Library.LOG4J;
      Candidate candidate = CANDIDATES.get(library);
      if (candidate != null) {
        candidate.error("logged by the hook");
      }
      return event;
    }
  }
}
