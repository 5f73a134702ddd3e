package dev.whorl.inbox.preview;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.grouping.Group;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableEvent.Message;
import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import dev.whorl.grouping.facts.GroupableFrame;
import dev.whorl.grouping.facts.GroupableTrace;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.RulesException;
import dev.whorl.inbox.payload.EventFromJson;
import dev.whorl.inbox.payload.RecordedVariables;
import dev.whorl.inbox.store.TagShare;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprint rules to begin with, for whoever finds the group of an event too large or too small.
 * Each is valid and matches that event.
 *
 * @param finer splits the group
 * @param coarser joins the group with others like it
 */
public record RuleSuggestions(Suggestion finer, Suggestion coarser) {
  private static final int SHOWN = 60;

  /**
   * A rule.
   *
   * @param comment what it does, one line for people
   * @param rule the rule, one line
   */
  public record Suggestion(String comment, String rule) {
    /**
     * The suggestion as it stands in a rules file.
     *
     * @return two lines, each with a line feed
     */
    public String text() {
      return "# " + comment + "\n" + rule + "\n";
    }
  }

  /**
   * Suggests rules for the group of an event.
   *
   * @param payload the event
   * @param grouper groups it now; its stack-trace rules say what is in-app
   * @param rules the text of its fingerprint rules
   * @param tags what values tags have in the group
   * @return a finer and a coarser rule
   */
  public static RuleSuggestions of(
      JsonNode payload, Grouper grouper, String rules, List<TagShare> tags) {
    GroupableEvent event = EventFromJson.read(payload);
    // From now on the traces know what is in-app.
    Group group = grouper.group(event, new RecordedVariables(payload));
    return new RuleSuggestions(
        firstThatMatches(FinerRules.of(event, group, rules, tags), event),
        firstThatMatches(coarser(event), event));
  }

  private static List<Suggestion> coarser(GroupableEvent event) {
    ThrownFacts thrown = last(event);
    GroupableFrame frame = frame(event, thrown);
    String type = thrown == null ? null : given(thrown.type());
    String owner = frame == null ? null : given(frame.module());
    List<Suggestion> rules = new ArrayList<>();
    if (type != null) {
      String typeName = RuleWriter.name(type);
      if (owner != null) {
        String start = RuleWriter.packageStart(owner);
        boolean whole = start.equals(owner);
        rules.add(
            new Suggestion(
                "Coarser: all "
                    + PrintableText.of(type, SHOWN)
                    + (whole ? " with a call of " : " with a call in ")
                    + PrintableText.of(start, SHOWN)
                    + " in one group.",
                RuleWriter.exactly("error.type", type)
                    + " "
                    + (whole
                        ? RuleWriter.exactly("stack.module", owner)
                        : RuleWriter.beginning("stack.module", start + "."))
                    + " -> "
                    + typeName
                    + "-in-"
                    + RuleWriter.name(start)));
      }
      addSingle(
          rules,
          "error.type",
          type,
          "Coarser: all " + PrintableText.of(type, SHOWN) + " in one group.",
          " -> " + typeName);
    }
    Message message = event.message();
    String text = message == null ? null : message.formatted();
    String words = text == null ? "" : RuleWriter.firstWords(text);
    if (!words.isEmpty()) {
      rules.add(
          new Suggestion(
              "Coarser: all messages that begin with \""
                  + PrintableText.of(words, SHOWN)
                  + "\" in one group.",
              RuleWriter.beginning("message", words) + " -> " + RuleWriter.name(words)));
    }
    String logger = given(event.logger());
    if (logger != null) {
      addSingle(
          rules,
          "logger",
          logger,
          "Coarser: all of the logger " + PrintableText.of(logger, SHOWN) + " in one group.",
          " -> " + RuleWriter.name(logger));
    }
    rules.add(
        new Suggestion("Coarser: all events of a level in one group.", "level:* -> {{ level }}"));
    return rules;
  }

  static void addSingle(
      List<Suggestion> rules, String key, @Nullable String text, String comment, String values) {
    String given = given(text);
    if (given != null) {
      rules.add(new Suggestion(comment, RuleWriter.exactly(key, given) + values));
    }
  }

  /** Texts of events can be anything, so this proves what it hands out. */
  private static Suggestion firstThatMatches(List<Suggestion> rules, GroupableEvent event) {
    for (Suggestion suggestion : rules) {
      try {
        FingerprintRules parsed = FingerprintRules.parse(suggestion.text());
        if (parsed.rules().size() == 1 && parsed.match(event) != null) {
          return suggestion;
        }
      } catch (RulesException next) {
        // The last rule has no text of the event.
      }
    }
    return rules.get(rules.size() - 1);
  }

  static @Nullable ThrownFacts last(GroupableEvent event) {
    List<ThrownFacts> exceptions = event.exceptions();
    return exceptions.isEmpty() ? null : exceptions.get(exceptions.size() - 1);
  }

  /** The in-app frame nearest to the throw, else the throw itself. */
  static @Nullable GroupableFrame frame(GroupableEvent event, @Nullable ThrownFacts thrown) {
    GroupableTrace trace =
        thrown == null || thrown.trace().isEmpty() ? event.trace() : thrown.trace();
    for (int i = trace.size() - 1; i >= 0; i--) {
      if (trace.isInApp(i)) {
        return trace.frames().get(i);
      }
    }
    return trace.isEmpty() ? null : trace.frames().get(trace.size() - 1);
  }

  static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
