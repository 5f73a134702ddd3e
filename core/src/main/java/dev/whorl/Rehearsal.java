package dev.whorl;

import dev.whorl.capture.FingerprintTexts;
import dev.whorl.capture.Scrubber;
import dev.whorl.delivery.WhorlThreads;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a log call that nobody made, so that the first real one finds the classes loaded. Done on a
 * thread of its own while the reporter is being made, and with parts of its own, so that the call
 * is neither counted nor sent.
 */
final class Rehearsal {
  private Rehearsal() {}

  /**
   * Begins it.
   *
   * @param call makes an event of the logging library, at level error and with a throwable
   * @return the thread that does it, started
   */
  static <E> Thread begin(
      Settings settings, String appender, Supplier<E> call, LogReader<E> reader) {
    Thread thread =
        WhorlThreads.starter(
            appender,
            () -> {
              try {
                intake(settings).log(call.get(), reader);
              } catch (Throwable e) {
                // The first real call will load the rest; if that fails, it is counted there.
              }
            });
    thread.start();
    return thread;
  }

  private static Intake intake(Settings settings) {
    Notices nobody = new Notices(new Unheard());
    ReporterMetrics metrics = new ReporterMetrics(() -> 0);
    return new Intake(
        settings,
        new Scrubber(settings.scrub()),
        new FingerprintTexts(warning -> {}),
        new CallQueue(1),
        metrics,
        new Losses(metrics, nobody, null),
        nobody,
        () -> false);
  }

  private static final class Unheard implements Status {
    @Override
    public void info(String message) {}

    @Override
    public void warn(String message, @Nullable Throwable cause) {}

    @Override
    public void error(String message) {}
  }
}
