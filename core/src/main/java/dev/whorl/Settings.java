package dev.whorl;

import dev.whorl.event.Severity;
import dev.whorl.grouping.Grouper;
import dev.whorl.protocol.Dsn;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is in force for one appender: checked, with defaults filled in. Each setting has one name,
 * which is the element or attribute in XML, the name in {@link Builder#set} and the row in the
 * documentation.
 */
public final class Settings {
  private static final Pattern ONE_LINE = Pattern.compile("[^\\r\\n\\t]*");
  private static final Pattern DIST = Pattern.compile("[A-Za-z0-9._-]*");

  private final @Nullable Dsn dsn;
  private final @Nullable Path folder;
  private final long folderMaxBytes;
  private final String environment;
  private final @Nullable String release;
  private final @Nullable String dist;
  private final @Nullable String serverName;
  private final @Nullable Severity minimumEventLevel;
  private final @Nullable Severity minimumBreadcrumbLevel;
  private final int maxBreadcrumbs;
  private final String fingerprintKey;
  private final List<String> contextTags;
  private final List<String> scrub;
  private final List<String> inAppIncludes;
  private final List<String> inAppExcludes;
  private final int groupLimit;
  private final double sampleRate;
  private final int queueCapacity;
  private final long memoryMaxBytes;
  private final int maxInFlight;
  private final Duration connectTimeout;
  private final Duration requestTimeout;
  private final Duration shutdownTimeout;
  private final boolean keepWhileLimited;
  private final boolean sendClientReports;
  private final @Nullable InetSocketAddress proxy;
  private final @Nullable RuleSource rules;
  private final @Nullable RuleSource stackTraceRules;
  private final @Nullable Grouper grouper;
  private final boolean sendsHash;
  private final @Nullable BeforeSend beforeSend;

  private Settings(SettingsReader read, @Nullable BeforeSend hook) {
    dsn = read.dsn();
    folder = read.folder(dsn != null);
    folderMaxBytes = read.bytes("folderMaxBytes", 256L << 20, 2L << 20);
    environment = read.text("environment", "SENTRY_ENVIRONMENT", "production");
    release =
        read.matching(
            "release",
            "SENTRY_RELEASE",
            ONE_LINE,
            "has a line break or a tab; servers take neither",
            ManifestRelease::find);
    dist =
        read.matching(
            "dist",
            "SENTRY_DIST",
            DIST,
            "may have only letters, digits, dots, underscores and hyphens",
            () -> null);
    serverName = read.textOrNull("serverName", "SENTRY_SERVERNAME", () -> null);
    minimumEventLevel = read.level("minimumEventLevel", Severity.ERROR);
    minimumBreadcrumbLevel = read.level("minimumBreadcrumbLevel", Severity.INFO);
    maxBreadcrumbs = read.integer("maxBreadcrumbs", 50, 0, 1000);
    fingerprintKey = read.text("fingerprintKey", null, "fingerprint");
    contextTags = read.list("contextTags");
    scrub = read.list("scrub");
    inAppIncludes = read.list("inAppIncludes");
    inAppExcludes = read.list("inAppExcludes");
    groupLimit = read.integer("groupLimit", 60, 0, 1_000_000);
    sampleRate = read.share("sampleRate", 1.0);
    queueCapacity = read.integer("queueCapacity", 1024, 1, 1_000_000);
    memoryMaxBytes = read.bytes("memoryMaxBytes", 16L << 20, 1L << 20);
    maxInFlight = read.integer("maxInFlight", 4, 1, 64);
    connectTimeout = read.millis("connectTimeoutMillis", 5000, 1);
    requestTimeout = read.millis("requestTimeoutMillis", 10_000, 1);
    shutdownTimeout = read.millis("shutdownTimeoutMillis", 5000, 0);
    keepWhileLimited = read.keepWhileLimited(dsn != null && folder != null);
    sendClientReports = read.flag("sendClientReports", true);
    proxy = read.hostAndPort("proxy");
    rules = read.ruleSource("rules");
    stackTraceRules = read.ruleSource("stackTraceRules");
    grouper = read.grouper(rules, stackTraceRules);
    sendsHash = read.choice("grouping", "server", "client").equals("client");
    BeforeSend named = read.beforeSend();
    beforeSend = hook != null ? hook : named;
  }

  /**
   * Starts with defaults, and with the variables {@code SENTRY_…} of this process where a setting
   * is absent.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder(System::getenv);
  }

  /**
   * Starts with defaults, and with variables where a setting is absent.
   *
   * @param environment gives the value of a variable, or null
   * @return a builder
   */
  public static Builder builder(UnaryOperator<@Nullable String> environment) {
    return new Builder(environment);
  }

  @Nullable Dsn dsn() {
    return dsn;
  }

  @Nullable Path folder() {
    return folder;
  }

  long folderMaxBytes() {
    return folderMaxBytes;
  }

  String environment() {
    return environment;
  }

  @Nullable String release() {
    return release;
  }

  @Nullable String dist() {
    return dist;
  }

  @Nullable String serverName() {
    return serverName;
  }

  @Nullable Severity minimumEventLevel() {
    return minimumEventLevel;
  }

  @Nullable Severity minimumBreadcrumbLevel() {
    return maxBreadcrumbs == 0 ? null : minimumBreadcrumbLevel;
  }

  int maxBreadcrumbs() {
    return maxBreadcrumbs;
  }

  String fingerprintKey() {
    return fingerprintKey;
  }

  List<String> contextTags() {
    return contextTags;
  }

  List<String> scrub() {
    return scrub;
  }

  List<String> inAppIncludes() {
    return inAppIncludes;
  }

  List<String> inAppExcludes() {
    return inAppExcludes;
  }

  /** Events that a group may send each minute; 0 stands for no limit. */
  int groupLimit() {
    return groupLimit;
  }

  double sampleRate() {
    return sampleRate;
  }

  int queueCapacity() {
    return queueCapacity;
  }

  long memoryMaxBytes() {
    return memoryMaxBytes;
  }

  int maxInFlight() {
    return maxInFlight;
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  Duration requestTimeout() {
    return requestTimeout;
  }

  Duration shutdownTimeout() {
    return shutdownTimeout;
  }

  boolean keepWhileLimited() {
    return keepWhileLimited;
  }

  boolean sendClientReports() {
    return sendClientReports;
  }

  @Nullable InetSocketAddress proxy() {
    return proxy;
  }

  @Nullable RuleSource rules() {
    return rules;
  }

  @Nullable RuleSource stackTraceRules() {
    return stackTraceRules;
  }

  /** Made of the rules; null if valid settings name none. */
  @Nullable Grouper grouper() {
    return grouper;
  }

  boolean sendsHash() {
    return sendsHash;
  }

  @Nullable BeforeSend beforeSend() {
    return beforeSend;
  }

  /** What is in force, in one line, without keys. */
  @Override
  public String toString() {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("dsn", dsn);
    shown.put("folder", folder == null ? null : folder.toAbsolutePath());
    shown.put("environment", environment);
    shown.put("release", release);
    shown.put("dist", dist);
    shown.put("serverName", serverName);
    shown.put("minimumEventLevel", minimumEventLevel == null ? "OFF" : minimumEventLevel);
    shown.put(
        "minimumBreadcrumbLevel", minimumBreadcrumbLevel == null ? "OFF" : minimumBreadcrumbLevel);
    shown.put("maxBreadcrumbs", maxBreadcrumbs);
    shown.put("fingerprintKey", fingerprintKey);
    shown.put("contextTags", contextTags.isEmpty() ? null : contextTags);
    shown.put("scrub", scrub.isEmpty() ? "built-in" : "built-in and " + scrub);
    shown.put("inAppIncludes", inAppIncludes.isEmpty() ? null : inAppIncludes);
    shown.put("inAppExcludes", inAppExcludes.isEmpty() ? null : inAppExcludes);
    shown.put("rules", rules);
    shown.put("stackTraceRules", stackTraceRules);
    shown.put("grouping", sendsHash ? "client" : "server");
    shown.put("groupLimit", groupLimit == 0 ? "none" : groupLimit);
    shown.put("sampleRate", sampleRate);
    shown.put("queueCapacity", queueCapacity);
    shown.put("beforeSend", beforeSend == null ? null : beforeSend.getClass().getName());
    if (folder != null) {
      shown.put("folderMaxBytes", folderMaxBytes);
    }
    shown.put("memoryMaxBytes", memoryMaxBytes);
    if (dsn != null) {
      shown.put("keepWhileLimited", folder == null ? null : keepWhileLimited);
      shown.put("sendClientReports", sendClientReports);
      shown.put("maxInFlight", maxInFlight);
      shown.put("connectTimeoutMillis", connectTimeout.toMillis());
      shown.put("requestTimeoutMillis", requestTimeout.toMillis());
      shown.put("proxy", proxy);
    }
    shown.put("shutdownTimeoutMillis", shutdownTimeout.toMillis());
    StringBuilder line = new StringBuilder();
    shown.forEach(
        (name, value) -> {
          if (value != null) {
            line.append(line.isEmpty() ? "" : ", ").append(name).append('=').append(value);
          }
        });
    return line.toString();
  }

  /** Collects settings as text, as they stand in XML. Not safe for use by several threads. */
  public static final class Builder {
    private final UnaryOperator<@Nullable String> environment;
    private final Map<String, String> values = new LinkedHashMap<>();
    private @Nullable BeforeSend beforeSend;

    private Builder(UnaryOperator<@Nullable String> environment) {
      this.environment = environment;
    }

    /**
     * Sets a setting; it is checked by {@link #build}.
     *
     * @param name the setting's name
     * @param value as in XML; null leaves the setting absent
     * @return this
     */
    public Builder set(String name, @Nullable String value) {
      if (value == null) {
        values.remove(name);
      } else {
        values.put(name, value);
      }
      return this;
    }

    /**
     * Sets the hook itself, in place of the class name that the setting {@code beforeSend} gives.
     *
     * @param hook null for none
     * @return this
     */
    public Builder beforeSend(@Nullable BeforeSend hook) {
      beforeSend = hook;
      return this;
    }

    /**
     * Checks all settings and fills in defaults.
     *
     * @return what is in force
     * @throws InvalidSettingsException if anything is wrong; it tells all problems at once
     */
    public Settings build() {
      SettingsReader reader = new SettingsReader(values, environment);
      Settings settings = new Settings(reader, beforeSend);
      reader.finish();
      return settings;
    }
  }
}
