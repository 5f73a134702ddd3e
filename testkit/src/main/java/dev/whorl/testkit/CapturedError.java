package dev.whorl.testkit;

import dev.whorl.GroupExplainer;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.Fingerprint;
import dev.whorl.event.Severity;
import dev.whorl.event.ThrownException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that a log call became, as a server would have got it: after {@code BeforeSend}, after
 * the rules, with variables resolved and secrets masked. Immutable.
 */
public final class CapturedError {
  private static final List<String> NO_FINGERPRINT = List.of(Fingerprint.DEFAULT);

  private final String json;
  private final Payload payload;
  private final ErrorEvent event;
  private final GroupExplainer explainer;

  private CapturedError(String json, Payload payload, GroupExplainer explainer) {
    this.json = json;
    this.payload = payload;
    this.explainer = explainer;
    event = SentEvent.read(payload);
  }

  /**
   * Reads an event.
   *
   * @throws IOException if it is not JSON
   */
  static CapturedError read(String json, GroupExplainer explainer) throws IOException {
    return new CapturedError(json, Payload.read(json), explainer);
  }

  /**
   * The class of the logged exception.
   *
   * @return as {@link Class#getName()} says it; null if nothing was thrown
   */
  public @Nullable String type() {
    ThrownException logged = logged();
    if (logged == null) {
      return null;
    }
    return logged.module() == null ? logged.type() : logged.module() + "." + logged.type();
  }

  /**
   * The message of the logged exception.
   *
   * @return null if nothing was thrown, or without a message
   */
  public @Nullable String exceptionMessage() {
    ThrownException logged = logged();
    return logged == null ? null : logged.value();
  }

  /** The payload has the root cause first. */
  private @Nullable ThrownException logged() {
    List<ThrownException> exceptions = event.exceptions();
    return exceptions.isEmpty() ? null : exceptions.get(exceptions.size() - 1);
  }

  /**
   * The text of the log call, its parameters filled in.
   *
   * @return empty for a log call without a text
   */
  public String message() {
    return event.message() == null ? "" : event.message().formatted();
  }

  /**
   * The fingerprint as it is sent.
   *
   * @return its parts; only <code>{{ default }}</code> if the event has no fingerprint
   */
  public List<String> fingerprint() {
    Fingerprint fingerprint = event.fingerprint();
    return fingerprint == null || fingerprint.isEmpty() ? NO_FINGERPRINT : fingerprint.parts();
  }

  /** Whether the default grouping alone decides. */
  boolean hasFingerprint() {
    return !fingerprint().equals(NO_FINGERPRINT);
  }

  /**
   * Where the fingerprint comes from.
   *
   * @return {@code mdc}, {@code key-value}, {@code marker}, {@code before-send}, {@code rule:} and
   *     the line of the rule, or {@code default} if there is no fingerprint
   */
  public String fingerprintFrom() {
    return whorl().text("fingerprint_from", "default");
  }

  /**
   * The group of the event, as a server would find it. Events with equal ones are one group.
   *
   * @return 32 hexadecimal digits; empty if Whorl could not compute it
   */
  public String group() {
    return whorl().text("group", "");
  }

  /**
   * How many events of its group were counted instead of sent before this one.
   *
   * @return 0 or more
   */
  public long suppressed() {
    return whorl().number("suppressed", 0);
  }

  private Payload whorl() {
    return payload.at("contexts").at(ErrorEvent.WHORL_CONTEXT);
  }

  /**
   * The level.
   *
   * @return the severity; never {@link Severity#TRACE}, which events do not know
   */
  public Severity level() {
    return event.severity();
  }

  /**
   * The logger.
   *
   * @return its name; empty if a hook took it away
   */
  public String logger() {
    return event.logger() == null ? "" : event.logger();
  }

  /**
   * The tags: markers, and what {@code contextTags} names of the MDC and of key-values.
   *
   * @return by name, unmodifiable
   */
  public Map<String, String> tags() {
    return event.tags();
  }

  /**
   * The MDC, without the fingerprint, the user and what became tags.
   *
   * @return by name, unmodifiable
   */
  public Map<String, String> mdc() {
    return payload.at("contexts").at("MDC").texts();
  }

  /**
   * The key-values of the log call, without the fingerprint and what became tags.
   *
   * @return by name, as texts, unmodifiable
   */
  public Map<String, String> keyValues() {
    return payload.at("contexts").at("Key-Values").texts();
  }

  /**
   * The event itself, for what has no method here.
   *
   * @return one JSON object in one line
   */
  public String json() {
    return json;
  }

  /**
   * Why the event is in its group: what of it entered the hash and what did not.
   *
   * @return several lines for people
   */
  public String explanation() {
    return explainer.explain(event);
  }

  /**
   * What the event is about, where it was logged and how it is grouped.
   *
   * @return two lines for people
   */
  @Override
  public String toString() {
    String message = message().isEmpty() ? "(no message)" : "\"" + message() + "\"";
    String thrown = type() == null ? "" : ", " + type();
    if (exceptionMessage() != null) {
      thrown += ": " + exceptionMessage();
    }
    return "%s %s %s%s%n    fingerprint %s from %s, group %s"
        .formatted(
            level(),
            logger(),
            message,
            thrown,
            new Fingerprint(fingerprint()),
            fingerprintFrom(),
            group());
  }
}
