package dev.whorl.inbox.preview;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprint rules to begin with, for whoever finds the group of an event too large or too small.
 * Each is valid and matches that event.
 *
 * @param finer splits the group
 * @param coarser joins the group with others like it
 */
public record RuleSuggestions(Suggestion finer, Suggestion coarser) {
  /** Names of tags that a rule can have as they are. */
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.:-]{1,200}");

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
   * @return a finer and a coarser rule
   */
  public static RuleSuggestions of(JsonNode payload, Grouper grouper) {
    GroupableEvent event = EventFromJson.read(payload);
    // What it gives is of no use here, but now the traces know what is in-app.
    grouper.group(event, new RecordedVariables(payload));
    return new RuleSuggestions(
        firstThatMatches(finer(event), event), firstThatMatches(coarser(event), event));
  }

  private static List<Suggestion> finer(GroupableEvent event) {
    ThrownFacts thrown = last(event);
    GroupableFrame frame = frame(event, thrown);
    String type = thrown == null ? null : given(thrown.type());
    String function = frame == null ? null : given(frame.function());
    String variable = finerVariable(event, thrown);
    String comment = "Finer: one group for each " + what(variable) + ".";
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
    addSingle(rules, "type", type, comment, values);
    addSingle(rules, "logger", event.logger(), comment, values);
    addSingle(rules, "level", event.level(), comment, values);
    rules.add(new Suggestion(comment, "level:* " + values.strip()));
    return rules;
  }

  /** A tag says what people care about; else what the default grouping leaves out. */
  private static String finerVariable(GroupableEvent event, @Nullable ThrownFacts thrown) {
    for (String tag : event.tags().keySet()) {
      if (TAG.matcher(tag).matches()) {
        return "tags." + tag;
      }
    }
    if (thrown != null) {
      return "error.value";
    }
    return given(event.logger()) != null ? "logger" : "level";
  }

  private static String what(String variable) {
    if (variable.startsWith("tags.")) {
      return "value of the tag " + PrintableText.of(variable.substring("tags.".length()), SHOWN);
    }
    return variable.equals("error.value") ? "message, numbers and ids apart" : variable;
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

  private static void addSingle(
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

  private static @Nullable ThrownFacts last(GroupableEvent event) {
    List<ThrownFacts> exceptions = event.exceptions();
    return exceptions.isEmpty() ? null : exceptions.get(exceptions.size() - 1);
  }

  /** The in-app frame nearest to the throw, else the throw itself. */
  private static @Nullable GroupableFrame frame(
      GroupableEvent event, @Nullable ThrownFacts thrown) {
    GroupableTrace trace =
        thrown == null || thrown.trace().isEmpty() ? event.trace() : thrown.trace();
    for (int i = trace.size() - 1; i >= 0; i--) {
      if (trace.isInApp(i)) {
        return trace.frames().get(i);
      }
    }
    return trace.isEmpty() ? null : trace.frames().get(trace.size() - 1);
  }

  private static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
