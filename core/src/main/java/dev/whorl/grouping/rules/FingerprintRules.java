package dev.whorl.grouping.rules;

import dev.whorl.grouping.facts.FrameMemo;
import dev.whorl.grouping.facts.GroupableEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules that replace the fingerprint of events, in the language of a Sentry server's fingerprint
 * rules. The first that matches wins.
 *
 * <p>Immutable but for what it remembers of texts it has seen, and safe for all threads.
 */
public final class FingerprintRules {
  private final List<FingerprintRule> rules;
  private final List<RuleConditions> conditions = new ArrayList<>();
  private final TraceAnswers answers;

  /**
   * What a rule does to an event.
   *
   * @param rule the rule that matches
   */
  public record Match(FingerprintRule rule) {
    /**
     * What replaces the event's fingerprint.
     *
     * @return with variables unresolved; empty if the rule only gives a title
     */
    public List<String> fingerprint() {
      return rule.fingerprint();
    }

    /**
     * The title of the event.
     *
     * @return may contain variables; null for the usual title
     */
    public @Nullable String title() {
      return rule.attributes().get("title");
    }
  }

  private FingerprintRules(List<FingerprintRule> rules, int rememberedFrames) {
    this.rules = List.copyOf(rules);
    FrameConditions frameConditions = new FrameConditions();
    for (FingerprintRule rule : rules) {
      conditions.add(new RuleConditions(rule, frameConditions));
    }
    answers = new TraceAnswers(frameConditions, rememberedFrames);
  }

  /**
   * Reads rules.
   *
   * @param text the text of a rules file
   * @return the rules in the order of the text; may be none
   * @throws RulesException if anything is wrong, as one error makes a server ignore the whole file;
   *     tells all errors
   */
  public static FingerprintRules parse(String text) {
    return new FingerprintRules(FingerprintRuleParser.parse(text), FrameMemo.USUAL_FRAMES);
  }

  /**
   * The same rules with another memory.
   *
   * @param frames of how many frames to remember what matches them, a power of two
   * @return rules that remember nothing yet
   */
  public FingerprintRules remembering(int frames) {
    return new FingerprintRules(rules, frames);
  }

  /**
   * The rules.
   *
   * @return in the order of the text
   */
  public List<FingerprintRule> rules() {
    return rules;
  }

  /**
   * Finds the first rule that matches an event.
   *
   * @param event after normalization, and after stack-trace rules have set {@code in_app}
   * @return null if no rule matches
   */
  public @Nullable Match match(GroupableEvent event) {
    EventFacts facts = new EventFacts(event, answers);
    for (RuleConditions rule : conditions) {
      if (rule.match(facts)) {
        return new Match(rule.rule());
      }
    }
    return null;
  }
}
