package dev.whorl.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is sent. Immutable: {@link #toBuilder()}, {@link #withFingerprint} and {@link
 * #withTag} make changed copies. Texts longer than the protocol allows are cut when the event is
 * written.
 */
public final class ErrorEvent {
  /** The name of the context in which Whorl says what it did with an event. */
  public static final String WHORL_CONTEXT = "whorl";

  private final String eventId;
  private final Instant timestamp;
  private final Severity severity;
  private final @Nullable String logger;
  private final @Nullable String threadName;
  private final long threadId;
  private final @Nullable LogMessage message;
  private final List<ThrownException> exceptions;
  private final Map<String, String> tags;
  private final Map<String, Map<String, Object>> contexts;
  private final List<Breadcrumb> breadcrumbs;
  private final @Nullable User user;
  private final @Nullable String environment;
  private final @Nullable String release;
  private final @Nullable String dist;
  private final @Nullable String serverName;
  private final @Nullable Sdk sdk;
  private final @Nullable Fingerprint fingerprint;

  private ErrorEvent(Builder builder) {
    eventId = builder.eventId;
    timestamp = builder.timestamp;
    severity = builder.severity;
    logger = builder.logger;
    threadName = builder.threadName;
    threadId = builder.threadId;
    message = builder.message;
    exceptions = List.copyOf(builder.exceptions);
    tags =
        builder.tags.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(builder.tags));
    contexts = builder.handOverContexts();
    breadcrumbs = List.copyOf(builder.breadcrumbs);
    user = builder.user;
    environment = builder.environment;
    release = builder.release;
    dist = builder.dist;
    serverName = builder.serverName;
    sdk = builder.sdk;
    fingerprint = builder.fingerprint;
  }

  /** A context that only its builder knows; in an event there is none. */
  private static final class Growing extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1;

    Growing(Map<String, ? extends Object> values) {
      super(values);
    }
  }

  /** No copy: the builder, too, takes it for one that does not change from here on. */
  private static Map<String, Object> frozen(Map<String, Object> values) {
    return values instanceof Growing ? Collections.unmodifiableMap(values) : values;
  }

  /**
   * Starts an event with a new random id.
   *
   * @param timestamp when it happened
   * @param severity how bad it is
   * @return a builder with everything else empty
   */
  public static Builder builder(Instant timestamp, Severity severity) {
    return new Builder(UUID.randomUUID().toString().replace("-", ""), timestamp, severity);
  }

  /**
   * Starts a changed copy.
   *
   * @return a builder with all of this event, its id too
   */
  public Builder toBuilder() {
    Builder builder = new Builder(eventId, timestamp, severity);
    builder.logger = logger;
    builder.threadName = threadName;
    builder.threadId = threadId;
    builder.message = message;
    builder.exceptions = exceptions;
    builder.tags.putAll(tags);
    builder.contexts = contexts;
    builder.contextsAreShared = true;
    builder.breadcrumbs = breadcrumbs;
    builder.user = user;
    builder.environment = environment;
    builder.release = release;
    builder.dist = dist;
    builder.serverName = serverName;
    builder.sdk = sdk;
    builder.fingerprint = fingerprint;
    return builder;
  }

  /**
   * This event with another fingerprint.
   *
   * @param parts the parts; <code>{{ default }}</code> stands for the default grouping; with no
   *     part the event has no fingerprint
   * @return a changed copy
   */
  public ErrorEvent withFingerprint(@Nullable Object @Nullable ... parts) {
    return toBuilder().fingerprint(Fingerprint.of(parts)).build();
  }

  /**
   * This event with another fingerprint.
   *
   * @param parts the parts; none means no fingerprint
   * @return a changed copy
   */
  public ErrorEvent withFingerprint(Collection<? extends @Nullable Object> parts) {
    return toBuilder().fingerprint(Fingerprint.of(parts)).build();
  }

  /**
   * This event with one more tag, or with another value for it.
   *
   * @param name the tag's name
   * @param value the tag's value; null takes the tag away
   * @return a changed copy
   */
  public ErrorEvent withTag(String name, @Nullable String value) {
    return toBuilder().tag(name, value).build();
  }

  /**
   * The id.
   *
   * @return 32 lower-case hexadecimal digits
   */
  public String eventId() {
    return eventId;
  }

  /**
   * When it was logged.
   *
   * @return as precise as the logging library knows it
   */
  public Instant timestamp() {
    return timestamp;
  }

  /**
   * How bad it is.
   *
   * @return sent as {@code level}
   */
  public Severity severity() {
    return severity;
  }

  /**
   * The logger's name.
   *
   * @return null if not told
   */
  public @Nullable String logger() {
    return logger;
  }

  /**
   * The name of the thread that logged it.
   *
   * @return null if not told
   */
  public @Nullable String threadName() {
    return threadName;
  }

  /**
   * The id of the thread that logged it.
   *
   * @return 0 if not known
   */
  public long threadId() {
    return threadId;
  }

  /**
   * The text of the log call.
   *
   * @return null if there is none
   */
  public @Nullable LogMessage message() {
    return message;
  }

  /**
   * The chain of exceptions.
   *
   * @return in the order in which they are sent: root cause first, the logged exception last; empty
   *     if none was logged
   */
  public List<ThrownException> exceptions() {
    return exceptions;
  }

  /**
   * The tags.
   *
   * @return by name, unmodifiable
   */
  public Map<String, String> tags() {
    return tags;
  }

  /**
   * The contexts.
   *
   * @return by name, unmodifiable
   */
  public Map<String, Map<String, Object>> contexts() {
    return contexts;
  }

  /**
   * What the same thread logged before.
   *
   * @return oldest first
   */
  public List<Breadcrumb> breadcrumbs() {
    return breadcrumbs;
  }

  /**
   * Whom it concerned.
   *
   * @return null unless the application said so in MDC or in a hook
   */
  public @Nullable User user() {
    return user;
  }

  /**
   * The environment, such as {@code production}.
   *
   * @return null if not told
   */
  public @Nullable String environment() {
    return environment;
  }

  /**
   * The release of the application.
   *
   * @return null if not told
   */
  public @Nullable String release() {
    return release;
  }

  /**
   * The distribution within the release.
   *
   * @return null if not told
   */
  public @Nullable String dist() {
    return dist;
  }

  /**
   * The host.
   *
   * @return null if not known
   */
  public @Nullable String serverName() {
    return serverName;
  }

  /**
   * The client that made the event.
   *
   * @return null if not told
   */
  public @Nullable Sdk sdk() {
    return sdk;
  }

  /**
   * How the event is to be grouped.
   *
   * @return null for the default grouping
   */
  public @Nullable Fingerprint fingerprint() {
    return fingerprint;
  }

  @Override
  public String toString() {
    return "ErrorEvent["
        + eventId
        + ", "
        + severity
        + ", "
        + logger
        + ", fingerprint "
        + fingerprint
        + "]";
  }

  /** Collects the parts of an {@link ErrorEvent}. Not safe for use by several threads. */
  public static final class Builder {
    private final String eventId;
    private final Instant timestamp;
    private Severity severity;
    private @Nullable String logger;
    private @Nullable String threadName;
    private long threadId;
    private @Nullable LogMessage message;
    private List<ThrownException> exceptions = List.of();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private Map<String, Map<String, Object>> contexts = new LinkedHashMap<>();

    /** Whether an event has them, which must not see them change. */
    private boolean contextsAreShared;

    private List<Breadcrumb> breadcrumbs = List.of();
    private @Nullable User user;
    private @Nullable String environment;
    private @Nullable String release;
    private @Nullable String dist;
    private @Nullable String serverName;
    private @Nullable Sdk sdk;
    private @Nullable Fingerprint fingerprint;

    private Builder(String eventId, Instant timestamp, Severity severity) {
      this.eventId = eventId;
      this.timestamp = timestamp;
      this.severity = severity;
    }

    /**
     * Sets how bad it is.
     *
     * @param severity sent as {@code level}
     * @return this
     */
    public Builder severity(Severity severity) {
      this.severity = severity;
      return this;
    }

    /**
     * Sets the logger's name.
     *
     * @param logger null leaves it out
     * @return this
     */
    public Builder logger(@Nullable String logger) {
      this.logger = logger;
      return this;
    }

    /**
     * Sets the thread that logged it.
     *
     * @param name its name, null if unknown
     * @param id its id, 0 if unknown
     * @return this
     */
    public Builder thread(@Nullable String name, long id) {
      threadName = name;
      threadId = id;
      return this;
    }

    /**
     * Sets the text.
     *
     * @param message null leaves it out
     * @return this
     */
    public Builder message(@Nullable LogMessage message) {
      this.message = message;
      return this;
    }

    /**
     * Sets the exceptions.
     *
     * @param exceptions root cause first, the logged one last
     * @return this
     */
    public Builder exceptions(List<ThrownException> exceptions) {
      this.exceptions = exceptions;
      return this;
    }

    /**
     * Sets one tag.
     *
     * @param name the tag's name
     * @param value its value; null takes the tag away
     * @return this
     */
    public Builder tag(String name, @Nullable String value) {
      if (value == null) {
        tags.remove(name);
      } else {
        tags.put(name, value);
      }
      return this;
    }

    /**
     * Replaces all tags.
     *
     * @param values by name
     * @return this
     */
    public Builder tags(Map<String, String> values) {
      tags.clear();
      tags.putAll(values);
      return this;
    }

    /**
     * Sets a context.
     *
     * @param name the context's name
     * @param values strings, numbers, booleans, and lists and maps of these; anything else is sent
     *     as text; an empty map removes the context
     * @return this
     */
    public Builder context(String name, Map<String, ? extends Object> values) {
      ownContexts();
      contexts.remove(name);
      if (!values.isEmpty()) {
        contexts.put(name, new Growing(values));
      }
      return this;
    }

    /**
     * Sets one value in a context.
     *
     * @param context the context's name
     * @param key the key in it
     * @param value as in {@link #context(String, Map)}
     * @return this
     */
    public Builder contextValue(String context, String key, Object value) {
      Map<String, Object> known = contexts.get(context);
      Map<String, Object> values =
          known instanceof Growing ? known : new Growing(known == null ? Map.of() : known);
      ownContexts();
      contexts.put(context, values);
      values.put(key, value);
      return this;
    }

    private void ownContexts() {
      if (contextsAreShared) {
        contexts = new LinkedHashMap<>(contexts);
        contextsAreShared = false;
      }
    }

    private Map<String, Map<String, Object>> handOverContexts() {
      if (!contextsAreShared) {
        contexts.replaceAll((name, values) -> frozen(values));
        contexts = Collections.unmodifiableMap(contexts);
        contextsAreShared = true;
      }
      return contexts;
    }

    /**
     * Sets what the same thread logged before.
     *
     * @param breadcrumbs oldest first
     * @return this
     */
    public Builder breadcrumbs(List<Breadcrumb> breadcrumbs) {
      this.breadcrumbs = new ArrayList<>(breadcrumbs);
      return this;
    }

    /**
     * Sets whom it concerned.
     *
     * @param user null leaves it out
     * @return this
     */
    public Builder user(@Nullable User user) {
      this.user = user;
      return this;
    }

    /**
     * Sets the environment.
     *
     * @param environment null leaves it out
     * @return this
     */
    public Builder environment(@Nullable String environment) {
      this.environment = environment;
      return this;
    }

    /**
     * Sets the release.
     *
     * @param release null leaves it out
     * @return this
     */
    public Builder release(@Nullable String release) {
      this.release = release;
      return this;
    }

    /**
     * Sets the distribution within the release.
     *
     * @param dist null leaves it out
     * @return this
     */
    public Builder dist(@Nullable String dist) {
      this.dist = dist;
      return this;
    }

    /**
     * Sets the host.
     *
     * @param serverName null leaves it out
     * @return this
     */
    public Builder serverName(@Nullable String serverName) {
      this.serverName = serverName;
      return this;
    }

    /**
     * Sets the client that made the event.
     *
     * @param sdk null leaves it out
     * @return this
     */
    public Builder sdk(@Nullable Sdk sdk) {
      this.sdk = sdk;
      return this;
    }

    /**
     * Sets how the event is to be grouped.
     *
     * @param fingerprint null or a fingerprint without parts means the default grouping
     * @return this
     */
    public Builder fingerprint(@Nullable Fingerprint fingerprint) {
      this.fingerprint = fingerprint == null || fingerprint.isEmpty() ? null : fingerprint;
      return this;
    }

    /**
     * Makes the event.
     *
     * @return an immutable event
     */
    public ErrorEvent build() {
      return new ErrorEvent(this);
    }
  }
}
