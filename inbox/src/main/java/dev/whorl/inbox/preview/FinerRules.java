package dev.whorl.inbox.preview;

import dev.whorl.grouping.Group;
import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import dev.whorl.grouping.facts.GroupableFrame;
import dev.whorl.grouping.rules.FingerprintRule;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.RulesException;
import dev.whorl.inbox.preview.RuleSuggestions.Suggestion;
import dev.whorl.inbox.store.TagShare;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rules that split the group of an event: what its fingerprint is now, and one more variable. What
 * a call or an earlier rule gave stays, since the default grouping in its place would throw
 * together what they keep apart.
 */
final class FinerRules {
  /** Names of tags that a rule can have as they are. */
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.:-]{1,200}");

  private static final List<String> DEFAULT = List.of("{{ default }}");
  private static final int SHOWN = 60;

  private final GroupableEvent event;
  private final @Nullable ThrownFacts thrown;
  private final Group group;
  private final String variable;
  private final String comment;

  private FinerRules(GroupableEvent event, Group group, List<TagShare> tags) {
    this.event = event;
    this.group = group;
    thrown = RuleSuggestions.last(event);
    variable = variable(tags);
    comment = "Finer: one group for each " + what(variable) + ".";
  }

  /** The best first; the last one is always valid. */
  static List<Suggestion> of(
      GroupableEvent event, Group group, String rulesInForce, List<TagShare> tags) {
    FinerRules finer = new FinerRules(event, group, tags);
    if (group.ruleLine() == 0 && group.fingerprint().equals(DEFAULT)) {
      return finer.ofTheDefault();
    }
    List<Suggestion> rules = new ArrayList<>();
    finer.ofTheRule(rulesInForce).ifPresent(rules::add);
    rules.add(finer.ofTheParts());
    rules.addAll(finer.ofTheDefault());
    return rules;
  }

  private List<Suggestion> ofTheDefault() {
    GroupableFrame frame = RuleSuggestions.frame(event, thrown);
    String type = thrown == null ? null : RuleSuggestions.given(thrown.type());
    String function = frame == null ? null : RuleSuggestions.given(frame.function());
    String values = " -> {{ default }}, {{ " + variable + " }}";
    List<Suggestion> rules = new ArrayList<>();
    if (type != null && function != null) {
      rules.add(
          new Suggestion(
              comment,
              RuleWriter.exactly("type", type)
                  + " "
                  + RuleWriter.exactly("function", function)
                  + values));
    }
    RuleSuggestions.addSingle(rules, "type", type, comment, values);
    RuleSuggestions.addSingle(rules, "logger", event.logger(), comment, values);
    RuleSuggestions.addSingle(rules, "level", event.level(), comment, values);
    rules.add(new Suggestion(comment, "level:* " + values.strip()));
    return rules;
  }

  /** The rule that gave the fingerprint, as it is written, with the variable at its end. */
  private Optional<Suggestion> ofTheRule(String rulesInForce) {
    List<String> lines = rulesInForce.lines().toList();
    if (group.ruleLine() == 0 || group.ruleLine() > lines.size()) {
      return Optional.empty();
    }
    String line = lines.get(group.ruleLine() - 1).strip();
    List<String> parts = new ArrayList<>(group.fingerprint());
    parts.add("{{ " + variable + " }}");
    // A rule that only gives a title leaves the default grouping, and so says nothing of it.
    for (String added : List.of(parts.get(parts.size() - 1), String.join(", ", parts))) {
      String rule = line + (line.endsWith(",") ? " " : ", ") + added;
      if (gives(rule, parts)) {
        return Optional.of(new Suggestion(comment, rule));
      }
    }
    return Optional.empty();
  }

  private static boolean gives(String rule, List<String> parts) {
    try {
      List<FingerprintRule> parsed = FingerprintRules.parse(rule).rules();
      return parsed.size() == 1 && parsed.get(0).fingerprint().equals(parts);
    } catch (RulesException e) {
      return false; // It goes over several lines.
    }
  }

  /** What the call gave; a rule cannot ask for that, so it asks for all that it can. */
  private Suggestion ofTheParts() {
    GroupableFrame frame = RuleSuggestions.frame(event, thrown);
    List<String> matchers = new ArrayList<>();
    add(matchers, "type", thrown == null ? null : thrown.type());
    add(matchers, "function", frame == null ? null : frame.function());
    add(matchers, "logger", event.logger());
    if (matchers.isEmpty()) {
      matchers.add("level:*");
    }
    List<String> parts = new ArrayList<>();
    group.fingerprint().forEach(part -> parts.add(RuleWriter.part(part)));
    parts.add("{{ " + variable + " }}");
    return new Suggestion(
        comment + " All that it matches get this fingerprint: does the preview merge others?",
        String.join(" ", matchers) + " -> " + String.join(", ", parts));
  }

  private static void add(List<String> matchers, String key, @Nullable String text) {
    String given = RuleSuggestions.given(text);
    if (given != null) {
      matchers.add(RuleWriter.exactly(key, given));
    }
  }

  /** A tag says what people care about; else what the default grouping leaves out. */
  private String variable(List<TagShare> tags) {
    Optional<String> tag =
        tags.stream()
            .filter(share -> values(share) > 1 && TAG.matcher(share.name()).matches())
            .filter(share -> !isIn("tags." + share.name()))
            .min(Comparator.comparingInt(FinerRules::values))
            .map(share -> "tags." + share.name());
    if (tag.isPresent()) {
      return tag.get();
    }
    if (thrown != null && !isIn("error.value") && !isIn("value")) {
      return "error.value";
    }
    return RuleSuggestions.given(event.logger()) != null && !isIn("logger") ? "logger" : "level";
  }

  private static int values(TagShare share) {
    return share.values().size() + (share.other() > 0 ? 1 : 0);
  }

  private boolean isIn(String name) {
    return group.fingerprint().stream().anyMatch(part -> part.matches(variablePattern(name)));
  }

  private static String variablePattern(String name) {
    return "\\{\\{\\s*" + Pattern.quote(name) + "\\s*}}";
  }

  private static String what(String variable) {
    if (variable.startsWith("tags.")) {
      return "value of the tag " + PrintableText.of(variable.substring("tags.".length()), SHOWN);
    }
    return variable.equals("error.value") ? "message, numbers and ids apart" : variable;
  }
}
