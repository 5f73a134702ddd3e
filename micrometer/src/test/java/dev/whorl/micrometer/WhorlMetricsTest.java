package dev.whorl.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.whorl.Integration;
import dev.whorl.Reporter;
import dev.whorl.ReporterMetrics;
import dev.whorl.ReporterMetrics.Step;
import dev.whorl.Settings;
import dev.whorl.Status;
import dev.whorl.event.DropReason;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class WhorlMetricsTest {
  @TempDir Path folder;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Reporter> reporters = new ArrayList<>();
  private Reporter latest;

  @AfterEach
  void tidyUp() {
    reporters.forEach(Reporter::close);
  }

  @Test
  void countersOfAnAppender_areMeters() {
    bind();
    run(3);
    latest.log(new FakeCall("after the stop"), FakeCall.READER);

    assertThat(counter("whorl.logged")).isEqualTo(4);
    assertThat(counter("whorl.delivered")).isEqualTo(3);
    assertThat(dropped(DropReason.CLOSED)).isEqualTo(1);
    assertThat(dropped(DropReason.GROUP_LIMIT)).isZero();
    assertThat(counter("whorl.recovered")).isZero();
    assertThat(counter("whorl.retries")).isZero();
    assertThat(counter("whorl.hook.failures")).isZero();
    assertThat(waiting()).isZero();
  }

  @Test
  void meters_haveTheNamesAndTagsOfTheDocumentation() {
    bind();

    assertThat(registry.getMeters())
        .allMatch(meter -> "whorl".equals(meter.getId().getTag("appender")))
        .extracting(meter -> meter.getId().getName())
        .containsOnly(
            "whorl.logged",
            "whorl.delivered",
            "whorl.dropped",
            "whorl.recovered",
            "whorl.retries",
            "whorl.hook.failures",
            "whorl.waiting",
            "whorl.step");
    assertThat(registry.find("whorl.dropped").functionCounters())
        .extracting(counter -> counter.getId().getTag("reason"))
        .hasSameSizeAs(DropReason.values())
        .contains("queue_full", "group_limit", "rate_limited");
    assertThat(registry.find("whorl.step").functionTimers())
        .extracting(timer -> timer.getId().getTag("step"))
        .containsExactlyInAnyOrder("create", "hook", "group", "encode", "store", "send");
  }

  @Test
  void beforeTheFirstStart_allIsZero() {
    bind();

    assertThat(registry.getMeters())
        .isNotEmpty()
        .allSatisfy(
            meter ->
                assertThat(meter.measure()).allMatch(measurement -> measurement.getValue() == 0));
  }

  @Test
  void restart_lowersNoCounter() {
    bind();
    run(3);
    assertThat(counter("whorl.delivered")).isEqualTo(3);
    run(2);
    assertThat(counter("whorl.delivered")).isEqualTo(5);
    assertThat(counter("whorl.delivered")).isEqualTo(5);

    Reporter stopped = latest;
    latest = null;
    assertThat(counter("whorl.delivered")).isEqualTo(5);
    latest = stopped;
    assertThat(counter("whorl.delivered")).isEqualTo(5);
    run(1);
    assertThat(counter("whorl.delivered")).isEqualTo(6);
  }

  @Test
  void times_areThoseOfTheSteps() {
    bind();
    run(2);

    for (Step step : Step.values()) {
      FunctionTimer timer =
          registry
              .get("whorl.step")
              .tag("step", step.name().toLowerCase(Locale.ROOT))
              .functionTimer();
      ReporterMetrics.StepTime time = latest.metrics().time(step);
      assertThat(timer.count()).isEqualTo(time.count());
      assertThat(timer.totalTime(TimeUnit.NANOSECONDS))
          .isCloseTo(time.total().toNanos(), within(1.0));
    }
    assertThat(latest.metrics().time(Step.CREATE).count()).isEqualTo(2);
  }

  @Test
  void twoAppenders_areToldByTheirTag() {
    Reporter one = start();
    Reporter other = start("sampleRate", "0");
    new WhorlMetrics("one", one::metrics).bindTo(registry);
    new WhorlMetrics("other", other::metrics).bindTo(registry);
    one.log(new FakeCall("e"), FakeCall.READER);
    other.log(new FakeCall("e"), FakeCall.READER);
    other.log(new FakeCall("e"), FakeCall.READER);

    assertThat(registry.get("whorl.logged").tag("appender", "one").functionCounter().count())
        .isEqualTo(1);
    assertThat(registry.get("whorl.logged").tag("appender", "other").functionCounter().count())
        .isEqualTo(2);
    assertThat(
            registry
                .get("whorl.dropped")
                .tags("appender", "other", "reason", "sampled")
                .functionCounter()
                .count())
        .isEqualTo(2);
  }

  @Test
  void binderThatNobodyHolds_goesOn() {
    WeakReference<Object> witness = new WeakReference<>(new Object());
    bind();
    await()
        .until(
            () -> {
              System.gc();
              return witness.get() == null;
            });
    run(3);

    assertThat(counter("whorl.delivered")).isEqualTo(3);
    assertThat(waiting()).isZero();
  }

  private void bind() {
    new WhorlMetrics("whorl", () -> latest == null ? null : latest.metrics()).bindTo(registry);
  }

  /** A run of the appender from start to stop. */
  private void run(int errors) {
    latest = start();
    for (int i = 0; i < errors; i++) {
      latest.log(new FakeCall("e" + i), FakeCall.READER);
    }
    latest.close();
  }

  private Reporter start(String... settings) {
    Settings.Builder builder =
        Settings.builder(name -> null)
            .set("serverName", "host-1")
            .set("folder", folder.resolve(String.valueOf(reporters.size())).toString());
    for (int i = 0; i < settings.length; i += 2) {
      builder.set(settings[i], settings[i + 1]);
    }
    Reporter reporter =
        Reporter.start(builder.build(), new Integration("test", "METERS"), new Silence());
    reporters.add(reporter);
    return reporter;
  }

  private double counter(String name) {
    return registry.get(name).functionCounter().count();
  }

  private double dropped(DropReason reason) {
    return registry.get("whorl.dropped").tag("reason", reason.label()).functionCounter().count();
  }

  private double waiting() {
    return registry.get("whorl.waiting").gauge().value();
  }

  private static final class Silence implements Status {
    @Override
    public void info(String message) {}

    @Override
    public void warn(String message, Throwable cause) {}

    @Override
    public void error(String message) {}
  }
}
