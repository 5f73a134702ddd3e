package dev.whorl.testkit;

import dev.whorl.BeforeSend;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How to capture.
 *
 * @param library which library, asked when a test begins
 * @param logger the logger to listen at; empty for the root logger
 * @param settings settings of the appender, by name
 * @param rules the text of fingerprint rules, null for none
 * @param beforeSend the hook, null for none
 * @param timeout how long to wait for what was logged
 */
record CaptureOptions(
    Supplier<LoggingLibrary> library,
    String logger,
    Map<String, String> settings,
    @Nullable String rules,
    @Nullable BeforeSend beforeSend,
    Duration timeout) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  CaptureOptions {
    settings = Map.copyOf(settings);
  }

  static CaptureOptions of(Supplier<LoggingLibrary> library) {
    // No test needs the name of its host, and to look it up may take seconds.
    return new CaptureOptions(library, "", Map.of("serverName", "localhost"), null, null, TIMEOUT);
  }

  CaptureOptions withLogger(String name) {
    return new CaptureOptions(library, name, settings, rules, beforeSend, timeout);
  }

  CaptureOptions with(String setting, String value) {
    Map<String, String> changed = new LinkedHashMap<>(settings);
    changed.put(setting, value);
    boolean replacesRules = setting.equals("rules");
    return new CaptureOptions(
        library, logger, changed, replacesRules ? null : rules, beforeSend, timeout);
  }

  CaptureOptions withRules(String text) {
    return new CaptureOptions(library, logger, settings, text, beforeSend, timeout);
  }

  CaptureOptions withBeforeSend(BeforeSend hook) {
    return new CaptureOptions(library, logger, settings, rules, hook, timeout);
  }

  CaptureOptions withTimeout(Duration time) {
    return new CaptureOptions(library, logger, settings, rules, beforeSend, time);
  }
}
