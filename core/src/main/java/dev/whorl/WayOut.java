package dev.whorl;

import dev.whorl.delivery.Accounting;
import dev.whorl.delivery.Delivery;
import dev.whorl.delivery.FolderOutbox;
import dev.whorl.delivery.HttpSender;
import dev.whorl.delivery.MemoryOutbox;
import dev.whorl.delivery.Outbox;
import dev.whorl.delivery.RateLimits;
import dev.whorl.delivery.SendableOutbox;
import dev.whorl.delivery.SpoolOutbox;
import dev.whorl.protocol.ClientReport;
import dev.whorl.protocol.Dsn;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where events go from the limiter on, as the settings say: into a folder and no further, or to a
 * server by way of memory or of a folder.
 *
 * @param outbox takes them
 * @param delivery sends them, null without a server
 */
record WayOut(Outbox outbox, @Nullable Delivery delivery) {
  private static final InstantSource WALL_CLOCK = InstantSource.system();

  /**
   * Whom to tell.
   *
   * @param own the books of this run's events
   * @param found the books of events that others left in the folder
   * @param report what is to be reported to the server, null if nothing is
   * @param evicted gets how many events of others were deleted to make room in the folder
   */
  record Observers(
      Accounting own, Accounting found, @Nullable ClientReport report, LongConsumer evicted) {}

  static WayOut of(Settings settings, Integration integration, Observers observers) {
    Dsn dsn = settings.dsn();
    if (dsn == null) {
      return new WayOut(folder(settings, observers), null);
    }
    SendableOutbox outbox = outbox(settings, dsn, observers);
    return new WayOut(outbox, delivery(settings, integration, dsn, outbox, observers));
  }

  private static Outbox folder(Settings settings, Observers observers) {
    Path folder = settings.folder();
    if (folder == null) {
      throw new IllegalStateException("Settings without a dsn have a folder");
    }
    return new FolderOutbox(
        folder,
        settings.folderMaxBytes(),
        settings.memoryMaxBytes(),
        WALL_CLOCK,
        observers.evicted(),
        observers.own());
  }

  private static SendableOutbox outbox(Settings settings, Dsn dsn, Observers observers) {
    Path folder = settings.folder();
    if (folder == null) {
      return new MemoryOutbox(settings.memoryMaxBytes(), observers.own());
    }
    return new SpoolOutbox(
        new SpoolOutbox.Options(
            folder, settings.folderMaxBytes(), settings.memoryMaxBytes(), dsn.destination()),
        WALL_CLOCK,
        System::nanoTime,
        observers.evicted(),
        observers.own(),
        observers.found());
  }

  private static Delivery delivery(
      Settings settings,
      Integration integration,
      Dsn dsn,
      SendableOutbox outbox,
      Observers observers) {
    RateLimits limits = new RateLimits(System::nanoTime, WALL_CLOCK);
    HttpSender sender =
        new HttpSender(
            dsn,
            integration.sdk(),
            new HttpSender.Options(
                settings.connectTimeout(),
                settings.requestTimeout(),
                settings.maxInFlight(),
                settings.proxy()),
            limits,
            WALL_CLOCK);
    return new Delivery(
        outbox,
        sender,
        limits,
        observers.report(),
        new Delivery.Options(
            settings.maxInFlight(), settings.keepWhileLimited(), integration.appender()),
        observers.own(),
        System::nanoTime,
        new SplittableRandom());
  }
}
