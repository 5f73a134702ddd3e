package dev.whorl.micrometer;

import dev.whorl.ReporterMetrics;
import dev.whorl.ReporterMetrics.Step;
import dev.whorl.event.DropReason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The counters of one appender as meters. Bound once for each appender, it follows that appender
 * through stops and starts, and no counter falls:
 *
 * <pre>{@code
 * new WhorlMetrics("whorl", appender::metrics).bindTo(registry);
 * }</pre>
 *
 * <p>All meters have the tag {@code appender}.
 *
 * <table>
 *   <caption>Meters</caption>
 *   <tr><th>name</th><th>meaning</th></tr>
 *   <tr><td>{@code whorl.logged}</td><td>log calls at event level</td></tr>
 *   <tr><td>{@code whorl.delivered}</td><td>events that arrived</td></tr>
 *   <tr><td>{@code whorl.dropped}</td><td>events that did not, with the tag {@code reason};
 *       suppressed ones have the reason {@code group_limit}</td></tr>
 *   <tr><td>{@code whorl.recovered}</td><td>events of earlier runs that arrived</td></tr>
 *   <tr><td>{@code whorl.retries}</td><td>attempts to send that failed and were made again</td></tr>
 *   <tr><td>{@code whorl.hook.failures}</td><td>how often the hook threw</td></tr>
 *   <tr><td>{@code whorl.waiting}</td><td>events on their way, now</td></tr>
 *   <tr><td>{@code whorl.step}</td><td>how often each step was done and how long that took, with
 *       the tag {@code step}: {@code create}, {@code hook}, {@code group}, {@code encode}, {@code
 *       store} or {@code send}</td></tr>
 * </table>
 */
public final class WhorlMetrics implements MeterBinder {
  private final String appender;
  private final Supplier<@Nullable ReporterMetrics> metrics;

  /**
   * Makes a binder.
   *
   * @param appender the value of the tag {@code appender}
   * @param metrics gives the counters of the appender's latest run, null if there is none yet;
   *     asked each time that a meter is read
   */
  public WhorlMetrics(String appender, Supplier<@Nullable ReporterMetrics> metrics) {
    this.appender = appender;
    this.metrics = metrics;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Tags tags = Tags.of("appender", appender);
    counter("whorl.logged", "Log calls at event level", tags, registry, ReporterMetrics::logged);
    counter("whorl.delivered", "Events that arrived", tags, registry, ReporterMetrics::delivered);
    for (DropReason reason : DropReason.values()) {
      counter(
          "whorl.dropped",
          "Events that did not arrive",
          tags.and("reason", reason.label()),
          registry,
          run -> run.dropped(reason));
    }
    counter(
        "whorl.recovered",
        "Events of earlier runs that arrived",
        tags,
        registry,
        ReporterMetrics::recovered);
    counter(
        "whorl.retries",
        "Attempts to send that failed and were made again",
        tags,
        registry,
        ReporterMetrics::retries);
    counter(
        "whorl.hook.failures",
        "How often the beforeSend hook threw",
        tags,
        registry,
        ReporterMetrics::hookFailures);
    Gauge.builder("whorl.waiting", this::waiting)
        .description("Events on their way")
        .baseUnit("events")
        .tags(tags)
        .register(registry);
    for (Step step : Step.values()) {
      timer(tags.and("step", step.name().toLowerCase(Locale.ROOT)), registry, step);
    }
  }

  private void counter(
      String name,
      String description,
      Tags tags,
      MeterRegistry registry,
      ToLongFunction<ReporterMetrics> count) {
    Total total = new Total(metrics, count);
    // A meter holds on to its object only weakly, but to its function for good.
    FunctionCounter.builder(name, total, unused -> total.value())
        .description(description)
        .tags(tags)
        .register(registry);
  }

  private void timer(Tags tags, MeterRegistry registry, Step step) {
    Total count = new Total(metrics, run -> run.time(step).count());
    Total nanos = new Total(metrics, run -> run.time(step).total().toNanos());
    FunctionTimer.builder(
            "whorl.step",
            count,
            unused -> count.value(),
            unused -> nanos.value(),
            TimeUnit.NANOSECONDS)
        .description("Steps on the way of events")
        .tags(tags)
        .register(registry);
  }

  private long waiting() {
    ReporterMetrics run = metrics.get();
    return run == null ? 0 : run.waiting();
  }

  /**
   * A count over all runs of the appender. Each run begins at 0, and a registry takes a counter
   * that falls for a fault or for the start of a new process.
   */
  private static final class Total {
    private final Supplier<@Nullable ReporterMetrics> metrics;
    private final ToLongFunction<ReporterMetrics> count;
    private @Nullable ReporterMetrics run;
    private long ofEarlierRuns;

    Total(Supplier<@Nullable ReporterMetrics> metrics, ToLongFunction<ReporterMetrics> count) {
      this.metrics = metrics;
      this.count = count;
    }

    synchronized long value() {
      ReporterMetrics latest = metrics.get();
      if (latest != null && latest != run) {
        ofEarlierRuns += ofThisRun();
        run = latest;
      }
      return ofEarlierRuns + ofThisRun();
    }

    private long ofThisRun() {
      return run == null ? 0 : count.applyAsLong(run);
    }
  }
}
