package dev.whorl;

import dev.whorl.capture.EventFactory;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.Fingerprint;
import dev.whorl.event.LogCall;
import dev.whorl.grouping.Group;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last step before an event is written: rules replace its fingerprint, variables are resolved,
 * and the event is told its group. Any thread may ask for a group; the rest is the worker's.
 */
final class Grouping {
  /** How often the rules files are looked at. */
  static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final String GROUP = "group";
  private static final String UNKNOWN = "unknown";
  private static final List<String> DEFAULT = List.of(Fingerprint.DEFAULT);

  private final @Nullable RuleSource rules;
  private final @Nullable RuleSource stackTraceRules;
  private final boolean sendsHash;
  private final CallVariables variables;
  private final Notices notices;
  private final LongSupplier nanoTime;
  private volatile @Nullable Grouper grouper;
  private long lookedAt;

  /** Makes the step; {@code settings} name the rules and have read them once. */
  Grouping(Settings settings, CallVariables variables, Notices notices, LongSupplier nanoTime) {
    rules = settings.rules();
    stackTraceRules = settings.stackTraceRules();
    sendsHash = settings.sendsHash();
    grouper = settings.grouper();
    this.variables = variables;
    this.notices = notices;
    this.nanoTime = nanoTime;
    lookedAt = nanoTime.getAsLong();
    tellWarnings();
  }

  /**
   * An event and the group it is in.
   *
   * @param event told its group
   * @param group the hash; {@code unknown} if it could not be computed
   */
  record Grouped(ErrorEvent event, String group) {}

  /**
   * The event with its group; as it was if that fails, since an event is worth more than its group.
   */
  Grouped apply(ErrorEvent event, LogCall call, EventFactory factory) {
    try {
      Group group = group(event, call, factory);
      return new Grouped(grouped(event, group), group.hash());
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      notices.warnOnce(
          GROUP, "The group of an event could not be computed; the event was sent without it", e);
      return new Grouped(event, UNKNOWN);
    }
  }

  /** The group of an event that was made of a log call. */
  Group group(ErrorEvent event, LogCall call, EventFactory factory) {
    // Few fingerprints have a variable that needs it.
    UnaryOperator<String> mask = text -> factory.masking(call).apply(text);
    return grouper().group(event, name -> variables.value(name, call, mask));
  }

  /**
   * Without rules of the user's nothing can be wrong with them, so the built-in ones are made ready
   * when they are needed first: the application's start would wait for that as long as for all else
   * of Whorl's.
   */
  private Grouper grouper() {
    Grouper ready = grouper;
    return ready == null ? made() : ready;
  }

  private synchronized Grouper made() {
    Grouper ready = grouper;
    if (ready == null) {
      ready = new Grouper(FingerprintRules.parse(""), StackTraceRules.parse(""));
      grouper = ready;
    }
    return ready;
  }

  private ErrorEvent grouped(ErrorEvent event, Group group) {
    ErrorEvent.Builder builder =
        event.toBuilder().contextValue(ErrorEvent.WHORL_CONTEXT, GROUP, group.hash());
    if (group.ruleLine() > 0) {
      builder.contextValue(
          ErrorEvent.WHORL_CONTEXT, EventFactory.FINGERPRINT_FROM, "rule:" + group.ruleLine());
      builder.fingerprint(group.toSend().equals(DEFAULT) ? null : new Fingerprint(group.toSend()));
    } else if (event.fingerprint() != null) {
      builder.fingerprint(new Fingerprint(group.toSend()));
    }
    if (sendsHash) {
      builder.fingerprint(Fingerprint.of(group.hash()));
    }
    return builder.build();
  }

  /**
   * Looks whether the rules files were changed; a broken new version leaves the old one in force.
   */
  void lookForNewRules() {
    long now = nanoTime.getAsLong();
    if (now - lookedAt < LOOK_NANOS) {
      return;
    }
    lookedAt = now;
    tellIfGone(rules, "rules");
    tellIfGone(stackTraceRules, "stackTraceRules");
    boolean changed =
        rules != null && rules.hasChanged()
            || stackTraceRules != null && stackTraceRules.hasChanged();
    if (!changed) {
      return;
    }
    try {
      grouper = RuleSource.grouper(rules, stackTraceRules);
      notices.info("Whorl read changed rules: " + described());
      tellWarnings();
    } catch (IOException | RuntimeException e) {
      notices.warn(
          "Changed rules are not used, the ones before stay in force (%s): %s"
              .formatted(described(), e.getMessage()),
          null);
    }
  }

  private void tellWarnings() {
    if (rules != null) {
      grouper()
          .warnings()
          .forEach(warning -> notices.warn("rules=" + rules + ", " + warning, null));
    }
  }

  private void tellIfGone(@Nullable RuleSource source, String setting) {
    if (source != null && source.isGone()) {
      notices.warnOnce(
          setting,
          "The file of %s=%s is gone. Its rules stay in force until the next start, which will fail; put it back or take the setting out"
              .formatted(setting, source),
          null);
    }
  }

  private String described() {
    return Stream.of(named("rules", rules), named("stackTraceRules", stackTraceRules))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String named(String setting, @Nullable RuleSource source) {
    return source == null ? "" : setting + "=" + source;
  }
}
