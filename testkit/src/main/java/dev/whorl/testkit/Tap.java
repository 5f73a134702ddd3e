package dev.whorl.testkit;

import dev.whorl.BeforeSend;
import dev.whorl.ReporterMetrics;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whorl's appender at a logger of a running program. */
interface Tap {
  /**
   * What to attach and where.
   *
   * @param name the appender's name, which no other appender has
   * @param logger the logger's name; empty for the root logger
   * @param settings valid settings
   * @param beforeSend the hook, null for none
   */
  record Wiring(
      String name, String logger, Map<String, String> settings, @Nullable BeforeSend beforeSend) {
    /** Calls for each setting the method that sets it; both appenders name these alike. */
    void applyTo(Object appender) {
      settings.forEach(
          (setting, value) -> {
            String setter =
                "set" + setting.substring(0, 1).toUpperCase(Locale.ROOT) + setting.substring(1);
            try {
              Object unused =
                  appender.getClass().getMethod(setter, String.class).invoke(appender, value);
            } catch (NoSuchMethodException | IllegalAccessException e) {
              throw new IllegalStateException(
                  "%s of this version has no setting '%s'. Use the same version of all of Whorl's artifacts."
                      .formatted(appender.getClass().getName(), setting),
                  e);
            } catch (InvocationTargetException e) {
              throw new IllegalStateException("Setting '" + setting + "' was not set", e);
            }
          });
    }
  }

  /** Whether log calls still reach the appender. */
  boolean isAttached();

  /** Waits as the appender's {@code flush} does. */
  boolean flush(Duration timeout);

  ReporterMetrics metrics();

  /** Takes the appender away and stops it. */
  void detach();
}
