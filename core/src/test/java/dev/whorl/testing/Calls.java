package dev.whorl.testing;

import dev.whorl.event.Breadcrumb;
import dev.whorl.event.Fingerprint;
import dev.whorl.event.LogCall;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Severity;
import dev.whorl.event.ThrowableView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes log calls; what a test does not set has an unremarkable value. */
public final class Calls {
  public static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");

  private LogMessage message = new LogMessage("it broke", "it broke", List.of());
  private ThrowableView thrown;
  private final Map<String, String> mdc = new LinkedHashMap<>();
  private final Map<String, Object> keyValues = new LinkedHashMap<>();
  private List<String> markers = List.of();
  private Fingerprint markerFingerprint;
  private List<Breadcrumb> breadcrumbs = List.of();
  private String threadName = "main";

  public static Calls call() {
    return new Calls();
  }

  public static Breadcrumb breadcrumb(String message) {
    return new Breadcrumb(NOON, Severity.INFO, "com.acme.Shop", message);
  }

  public Calls message(String formatted) {
    return message(formatted, formatted);
  }

  public Calls message(String template, String formatted, String... params) {
    message = new LogMessage(template, formatted, List.of(params));
    return this;
  }

  public Calls thrown(Throwable throwable) {
    return thrown(ThrowableView.of(throwable));
  }

  public Calls thrown(ThrowableView view) {
    thrown = view;
    return this;
  }

  public Calls mdc(String key, String value) {
    mdc.put(key, value);
    return this;
  }

  public Calls keyValue(String key, Object value) {
    keyValues.put(key, value);
    return this;
  }

  public Calls markers(String... names) {
    markers = List.of(names);
    return this;
  }

  public Calls markerFingerprint(String... parts) {
    markerFingerprint = new Fingerprint(List.of(parts));
    return this;
  }

  public Calls breadcrumbs(Breadcrumb... before) {
    breadcrumbs = List.of(before);
    return this;
  }

  public Calls threadName(String name) {
    threadName = name;
    return this;
  }

  public LogCall build() {
    return new LogCall(
        NOON,
        Severity.ERROR,
        "com.acme.Shop",
        threadName,
        7,
        message,
        thrown,
        mdc,
        keyValues,
        markers,
        markerFingerprint,
        breadcrumbs);
  }
}
