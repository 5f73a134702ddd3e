package dev.whorl.testkit;

import dev.whorl.BeforeSend;
import dev.whorl.InvalidSettingsException;
import dev.whorl.event.DropReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A JUnit extension that captures what a test logs, as the events that Whorl would send:
 *
 * <pre>{@code
 * @RegisterExtension
 * final CapturedErrors errors = CapturedErrors.capture().withInAppIncludes("com.example");
 * }</pre>
 *
 * <p>For each test Whorl's real appender is put at a logger and taken away afterwards; nothing else
 * of the logging configuration changes. So an event goes the way that it goes in production, up to
 * where it would be sent: nothing leaves the machine.
 *
 * <p>What other threads log through the same logging configuration during the test is captured,
 * too. Tests that run at the same time keep apart by {@link #withLogger} or by JUnit's
 * {@code @ResourceLock}.
 *
 * <p>Options make changed copies, so their result is what belongs in the field. Thread-safe.
 */
public final class CapturedErrors implements BeforeEachCallback, AfterEachCallback {
  private static final Set<String> OWN_SETTINGS = Set.of("dsn", "folder");

  private final CaptureOptions options;
  private @Nullable Capture capture;

  private CapturedErrors(CaptureOptions options) {
    this.options = options;
  }

  /**
   * Captures what is logged through the library whose appender is on the class path. A test fails
   * with advice if there is none, or more than one.
   *
   * @return the extension
   */
  public static CapturedErrors capture() {
    return new CapturedErrors(CaptureOptions.of(LoggingLibrary::detect));
  }

  /**
   * Captures what is logged through Logback, with the appender of {@code whorl-logback}.
   *
   * @return the extension
   */
  public static CapturedErrors onLogback() {
    return new CapturedErrors(CaptureOptions.of(() -> LoggingLibrary.LOGBACK));
  }

  /**
   * Captures what is logged through Log4j, with the appender of {@code whorl-log4j2}.
   *
   * @return the extension
   */
  public static CapturedErrors onLog4j() {
    return new CapturedErrors(CaptureOptions.of(() -> LoggingLibrary.LOG4J));
  }

  /**
   * Captures only what a logger and those below it log. Without this all loggers are captured whose
   * log calls reach the root logger.
   *
   * @param name the logger's name, such as a package
   * @return a changed copy
   */
  public CapturedErrors withLogger(String name) {
    return new CapturedErrors(options.withLogger(name));
  }

  /**
   * Captures only what a class and those nested in it log, if loggers have the names of classes.
   *
   * @param type the class
   * @return a changed copy
   */
  public CapturedErrors withLogger(Class<?> type) {
    return withLogger(type.getName());
  }

  /**
   * Setting {@code contextTags}.
   *
   * @param names names, with wildcards, of MDC entries and key-values that become tags
   * @return a changed copy
   */
  public CapturedErrors withContextTags(String... names) {
    return with("contextTags", String.join(",", names));
  }

  /**
   * Setting {@code inAppIncludes}.
   *
   * @param packages packages of the application
   * @return a changed copy
   */
  public CapturedErrors withInAppIncludes(String... packages) {
    return with("inAppIncludes", String.join(",", packages));
  }

  /**
   * The hook that sees each event.
   *
   * @param hook in place of one that the setting {@code beforeSend} names
   * @return a changed copy
   */
  public CapturedErrors withBeforeSend(BeforeSend hook) {
    return new CapturedErrors(options.withBeforeSend(hook));
  }

  /**
   * Fingerprint rules, in place of a file of them.
   *
   * @param lines one rule each, or several with line breaks between them
   * @return a changed copy
   */
  public CapturedErrors withRules(String... lines) {
    return new CapturedErrors(options.withRules(String.join("\n", lines)));
  }

  /**
   * Setting {@code rules}.
   *
   * @param source a file, or {@code classpath:} and a resource, with fingerprint rules
   * @return a changed copy
   */
  public CapturedErrors withRulesFile(String source) {
    return with("rules", source);
  }

  /**
   * Any setting of the appender; whether its value is valid shows when the test begins.
   *
   * @param setting the name, as in a configuration file
   * @param value the value, as in a configuration file
   * @return a changed copy
   * @throws IllegalArgumentException for {@code dsn} and {@code folder}, which belong to the
   *     extension
   */
  public CapturedErrors with(String setting, String value) {
    if (OWN_SETTINGS.contains(setting)) {
      throw new IllegalArgumentException(
          "%s: '%s' cannot be set here; captured events are sent nowhere. Leave it out."
              .formatted(setting, value));
    }
    return new CapturedErrors(options.with(setting, value));
  }

  /**
   * How long {@link #events()} and the others wait at the most, 10 s by default.
   *
   * @param timeout the time
   * @return a changed copy
   */
  public CapturedErrors withTimeout(Duration timeout) {
    return new CapturedErrors(options.withTimeout(timeout));
  }

  /**
   * What was captured so far. Waits until all that was logged before this call became events, so no
   * test has to.
   *
   * @return in the order of the log calls of each thread, unmodifiable
   * @throws IllegalStateException outside of a test, or if logging was configured anew during the
   *     test, or if this takes longer than the timeout
   */
  public List<CapturedError> events() {
    return running().events();
  }

  /**
   * Waits for what other threads are going to log: until there are so many events.
   *
   * @param count how many
   * @return all that were captured so far, {@code count} or more
   * @throws AssertionError if there are fewer when the timeout is over
   * @throws IllegalStateException as for {@link #events()}
   */
  public List<CapturedError> awaitEvents(int count) {
    return running().await(count);
  }

  /**
   * How many log calls did not become events, by reason. Waits as {@link #events()} does. What
   * {@code groupLimit} counts instead of sending is among them.
   *
   * @return only reasons that occurred, unmodifiable
   * @throws IllegalStateException as for {@link #events()}
   */
  public Map<DropReason, Long> losses() {
    return running().losses();
  }

  private synchronized Capture running() {
    if (capture == null) {
      throw new IllegalStateException(
          "Errors are captured during a test only. Is the field annotated with @RegisterExtension?");
    }
    return capture;
  }

  /**
   * Begins to capture; called by JUnit.
   *
   * @param context not used
   * @throws InvalidSettingsException if a setting is wrong; it tells all problems at once
   * @throws IllegalStateException if the appender cannot be put where it belongs
   */
  @Override
  public void beforeEach(ExtensionContext context) {
    start();
  }

  synchronized void start() {
    if (capture != null) {
      throw new IllegalStateException(
          "Two tests use the same CapturedErrors at the same time. Make the field non-static, with a test instance for each method, or let the tests run one after the other.");
    }
    capture = Capture.start(options);
  }

  /**
   * Ends capturing and takes all traces of it away; called by JUnit.
   *
   * @param context not used
   */
  @Override
  public void afterEach(ExtensionContext context) {
    stop();
  }

  synchronized void stop() {
    Capture ended = capture;
    capture = null;
    if (ended != null) {
      ended.close();
    }
  }
}
