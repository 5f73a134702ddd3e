package dev.whorl.benchmarks;

import dev.whorl.event.Breadcrumb;
import dev.whorl.event.LogCall;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Severity;
import dev.whorl.event.ThrowableView;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Log calls as an appender hands them over. */
final class SampleCalls {
  private static final String LOGGER = "com.acme.shop.Orders";

  private SampleCalls() {}

  /** A call whose traces differ from those of any other variation. */
  static LogCall call(int variation) {
    return new LogCall(
        Instant.EPOCH,
        Severity.ERROR,
        LOGGER,
        "http-nio-8080-exec-7",
        42,
        new LogMessage("order {} failed", "order 4711 failed", List.of("4711")),
        ThrowableView.of(SampleTraces.throwable(variation)),
        Map.of(
            "request_id", "7c9e6679-7425-40de-944b-e07fc1f90ae7",
            "user_id", "u-4711",
            "tenant", "acme",
            "region", "eu-west-1",
            "route", "/v1/orders/{id}"),
        Map.of(),
        List.of(),
        null,
        List.of());
  }

  static Breadcrumb breadcrumb(int number) {
    return new Breadcrumb(
        Instant.EPOCH, Severity.INFO, LOGGER, "order " + number + " was accepted and paid");
  }
}
