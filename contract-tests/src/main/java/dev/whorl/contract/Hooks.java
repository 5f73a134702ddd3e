package dev.whorl.contract;

import dev.whorl.BeforeSend;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.LogCall;
import org.jspecify.annotations.Nullable;

/** Hooks that the suite names in XML. */
public final class Hooks {
  /** What {@link Logs} runs; hooks are made by name, so there is no other way to hand it over. */
  static volatile Runnable logging = () -> {};

  private Hooks() {}

  /** Sets a fingerprint from the live throwable. */
  public static final class SetsFingerprint implements BeforeSend {
    @Override
    public ErrorEvent apply(ErrorEvent event, LogCall call) {
      Throwable throwable = call.throwable();
      return event
          .withFingerprint(
              "hook", throwable == null ? "none" : throwable.getClass().getSimpleName())
          .withTag("hooked", "yes");
    }
  }

  /** Extends whatever fingerprint the call asked for. */
  public static final class Drops implements BeforeSend {
    @Override
    public @Nullable ErrorEvent apply(ErrorEvent event, LogCall call) {
      return null;
    }
  }

  /** Fails. */
  public static final class Throws implements BeforeSend {
    @Override
    public ErrorEvent apply(ErrorEvent event, LogCall call) {
      throw new IllegalStateException("the hook is broken");
    }
  }

  /** Logs an error itself. */
  public static final class Logs implements BeforeSend {
    @Override
    public ErrorEvent apply(ErrorEvent event, LogCall call) {
      logging.run();
      return event;
    }
  }

  /** Adds text to events until they are far too large. */
  public static final class Bloats implements BeforeSend {
    @Override
    public ErrorEvent apply(ErrorEvent event, LogCall call) {
      ErrorEvent.Builder builder = event.toBuilder();
      for (int i = 0; i < 12_000; i++) {
        builder.contextValue("bloat-" + i, "text", "x".repeat(100));
      }
      return builder.build();
    }
  }

  /** No hook at all. */
  public static final class IsNone {}
}
