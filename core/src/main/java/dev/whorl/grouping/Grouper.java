package dev.whorl.grouping;

import dev.whorl.event.ErrorEvent;
import dev.whorl.grouping.DefaultGrouping.Decider;
import dev.whorl.grouping.DefaultGrouping.Result;
import dev.whorl.grouping.facts.FrameMemo;
import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableEvent.Message;
import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import dev.whorl.grouping.facts.GroupableTrace;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the group of an event: rules, fingerprint, variables and the default grouping. Thread-safe.
 */
public final class Grouper {
  private static final String DEFAULT_ENTRY = "{{ default }}";
  private static final Pattern CHECKSUM = Pattern.compile("[0-9a-f]{32}");
  private static final String[] LINE_BREAKS = {"\n", "\r"};

  private final FingerprintRules fingerprintRules;
  private final DefaultGrouping defaultGrouping;
  private final int rememberedFrames;

  /**
   * Makes a grouper.
   *
   * @param fingerprintRules the project's rules for fingerprints
   * @param stackTraceRules the project's rules for stack traces, which come after the built-in ones
   */
  public Grouper(FingerprintRules fingerprintRules, StackTraceRules stackTraceRules) {
    this(fingerprintRules, stackTraceRules, FrameMemo.USUAL_FRAMES);
  }

  private Grouper(FingerprintRules fingerprintRules, StackTraceRules stackTraceRules, int frames) {
    this(
        fingerprintRules,
        new DefaultGrouping(StackTraceRules.builtIn().then(stackTraceRules), frames),
        frames);
  }

  /**
   * Makes a grouper for the events of many programs. It groups as any other, and remembers eight
   * times as many frames; it needs some tens of megabytes for them.
   *
   * @param fingerprintRules the project's rules for fingerprints
   * @param stackTraceRules the project's rules for stack traces, which come after the built-in ones
   * @return the grouper
   */
  public static Grouper ofManyPrograms(
      FingerprintRules fingerprintRules, StackTraceRules stackTraceRules) {
    return new Grouper(fingerprintRules, stackTraceRules, 8 * FrameMemo.USUAL_FRAMES);
  }

  private Grouper(
      FingerprintRules fingerprintRules, DefaultGrouping defaultGrouping, int rememberedFrames) {
    this.fingerprintRules = fingerprintRules.remembering(rememberedFrames);
    this.defaultGrouping = defaultGrouping;
    this.rememberedFrames = rememberedFrames;
  }

  /**
   * Makes a grouper with the same stack-trace rules. An event that one of the two has prepared can
   * be given to the other, too, since both make the same of its traces.
   *
   * @param others the fingerprint rules of the new one
   * @return a grouper that shares with this one what it remembers of stack traces
   */
  public Grouper with(FingerprintRules others) {
    return new Grouper(others, defaultGrouping, rememberedFrames);
  }

  /**
   * Whether an event that another grouper has prepared can be given to this one, too.
   *
   * @param other the other grouper
   * @return true if one was made of the other by {@link #with}
   */
  public boolean sharesEventsWith(Grouper other) {
    return defaultGrouping == other.defaultGrouping;
  }

  /**
   * What is valid in the fingerprint rules and surely not meant.
   *
   * @return sentences for people, as {@link RuleWarnings} has them
   */
  public List<String> warnings() {
    return RuleWarnings.of(fingerprintRules);
  }

  /**
   * Finds the group of an event that is about to be sent. Stack traces that were seen before cost
   * next to nothing.
   *
   * @param event the event
   * @param callSite knows variables that only the log call can resolve, by name; null for unknown
   *     ones
   * @return the group
   */
  public Group group(ErrorEvent event, Function<String, @Nullable String> callSite) {
    return group(GroupableEvent.of(event, defaultGrouping::trace), callSite);
  }

  /**
   * Finds the group of an event.
   *
   * @param event its traces are changed by the stack-trace rules; not to be used again
   * @param callSite knows variables that only the log call can resolve, by name; null for unknown
   *     ones
   * @return the group
   */
  public Group group(GroupableEvent event, Function<String, @Nullable String> callSite) {
    return group(prepare(event), callSite);
  }

  /**
   * Finds out what of a trace enters groups, which is most of the work, so that it is done once for
   * all events that have this trace.
   *
   * @param trace no rules have seen it; stays as it is
   * @return for events of the platform {@code java} that this grouper {@linkplain #prepare
   *     prepares}, on any thread; empty if some rule asks whose trace it is, so that there is
   *     nothing in common
   */
  public Optional<GroupableTrace> known(GroupableTrace trace) {
    return Optional.ofNullable(defaultGrouping.known(trace));
  }

  /**
   * Finds out of an event what does not depend on fingerprint rules, which is most of the work, so
   * that it is done once for several groupers.
   *
   * @param event its traces are changed by the stack-trace rules; not to be used again
   * @return for this grouper and those that {@linkplain #sharesEventsWith share} it
   */
  public PreparedEvent prepare(GroupableEvent event) {
    return prepare(event, false);
  }

  private PreparedEvent prepare(GroupableEvent event, boolean explain) {
    defaultGrouping.prepare(event);
    return new PreparedEvent(event, defaultGrouping, defaultGrouping.group(event, explain));
  }

  /**
   * Finds the group of an event and says how it comes about.
   *
   * @param event no rules have seen its traces; they are changed; not to be used again
   * @param callSite knows variables that only the log call can resolve, by name; null for unknown
   *     ones
   * @return the group and what made it
   */
  public Explanation explain(GroupableEvent event, Function<String, @Nullable String> callSite) {
    event.exceptions().forEach(exception -> exception.trace().keepReasons());
    event.threads().forEach(thread -> thread.trace().keepReasons());
    event.trace().keepReasons();
    PreparedEvent prepared = prepare(event, true);
    return new Explainer(event, group(prepared, callSite), prepared.result()).explain();
  }

  /**
   * Finds the group of a prepared event.
   *
   * @param prepared stays as it is
   * @param callSite knows variables that only the log call can resolve, by name; null for unknown
   *     ones
   * @return the group
   * @throws IllegalArgumentException if it was prepared by other stack-trace rules
   */
  public Group group(PreparedEvent prepared, Function<String, @Nullable String> callSite) {
    if (prepared.grouping() != defaultGrouping) {
      throw new IllegalArgumentException(
          "The event was prepared by other stack-trace rules: prepare it with this grouper, or with"
              + " one that shares its events");
    }
    GroupableEvent event = prepared.event();
    Result result = prepared.result();
    Variables variables = new Variables(event, callSite);
    FingerprintRules.Match match = fingerprintRules.match(event);
    List<String> fingerprint = inForce(event, match);
    List<String> resolved = new ArrayList<>(fingerprint.size());
    List<String> toSend = new ArrayList<>(fingerprint.size());
    for (String entry : fingerprint) {
      String value = Variables.isDefault(entry) ? DEFAULT_ENTRY : variables.resolve(entry);
      resolved.add(value);
      toSend.add(Variables.nameOf(entry) == null ? entry : value);
    }
    Map<String, @Nullable String> variants = variants(event, result, fingerprint, resolved, match);
    List<String> hashes = new ArrayList<>(variants.size());
    for (String hash : variants.values()) {
      if (hash != null) {
        hashes.add(hash);
      }
    }
    String ownTitle = match == null ? null : match.title();
    ThrownFacts main = result.order().main();
    return new Group(
        hashes,
        variants,
        fingerprint,
        resolved,
        toSend,
        match == null ? 0 : match.rule().line(),
        ownTitle == null ? title(event, main) : variables.title(ownTitle));
  }

  private static List<String> inForce(
      GroupableEvent event, FingerprintRules.@Nullable Match match) {
    List<String> fingerprint = match == null ? event.fingerprint() : match.fingerprint();
    return fingerprint == null || fingerprint.isEmpty() ? List.of(DEFAULT_ENTRY) : fingerprint;
  }

  private Map<String, @Nullable String> variants(
      GroupableEvent event,
      Result result,
      List<String> fingerprint,
      List<String> resolved,
      FingerprintRules.@Nullable Match match) {
    Map<String, @Nullable String> variants = new LinkedHashMap<>();
    String checksum = event.checksum();
    if (checksum != null && !checksum.isEmpty()) {
      boolean isHash = CHECKSUM.matcher(checksum).matches();
      variants.put(
          isHash ? "checksum" : "hashed_checksum", isHash ? checksum : hash(List.of(checksum)));
      return variants;
    }
    boolean extendsDefault = false;
    for (String entry : fingerprint) {
      extendsDefault |= Variables.isDefault(entry);
    }
    for (Variant variant : result.variants()) {
      boolean gives = extendsDefault && variant.contributes();
      variants.put(
          variant.name(),
          gives ? defaultGrouping.hash(salted(fingerprint, resolved, variant)) : null);
    }
    if (!extendsDefault) {
      variants.put(
          match == null || match.fingerprint().isEmpty()
              ? "custom_client_fingerprint"
              : "custom_server_fingerprint",
          hash(resolved));
    } else if (result.decider() == Decider.NOTHING) {
      variants.put("fallback", hash(List.of()));
    }
    return variants;
  }

  private static String hash(List<String> texts) {
    return ValueStream.of(texts).hash();
  }

  /** A default entry stands for the whole value stream, not for its hash. */
  private static ValueStream salted(
      List<String> fingerprint, List<String> resolved, Variant variant) {
    if (fingerprint.size() == 1) {
      return variant.stream();
    }
    ValueStream stream = new ValueStream();
    for (int i = 0; i < fingerprint.size(); i++) {
      if (Variables.isDefault(fingerprint.get(i))) {
        stream.add(variant.stream());
      } else {
        stream.add(resolved.get(i));
      }
    }
    return stream;
  }

  private static String title(GroupableEvent event, @Nullable ThrownFacts main) {
    if (main != null) {
      String type = main.type() == null || main.type().isEmpty() ? "Error" : main.type();
      String value = main.value() == null ? "" : firstLine(main.value());
      return value.isEmpty() ? type : type + ": " + value;
    }
    Message message = event.message();
    String text = message == null ? null : message.formatted();
    return text == null || text.isBlank() ? "<unlabeled event>" : firstLine(text);
  }

  private static String firstLine(String text) {
    String stripped = text.strip();
    int end = stripped.length();
    for (String lineBreak : LINE_BREAKS) {
      int at = stripped.indexOf(lineBreak);
      end = at < 0 ? end : Math.min(end, at);
    }
    return stripped.substring(0, end).strip();
  }
}
