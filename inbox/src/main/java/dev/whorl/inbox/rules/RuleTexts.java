package dev.whorl.inbox.rules;

import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.RulesException;
import dev.whorl.grouping.rules.StackTraceRules;
import org.jspecify.annotations.Nullable;

/**
 * Rules as people write them.
 *
 * @param rules fingerprint rules; empty for none
 * @param stackRules stack-trace rules; empty for none
 */
public record RuleTexts(String rules, String stackRules) {
  /** Rules of one kind, and none of the other. */
  static RuleTexts only(RulesKind kind, String text) {
    return kind == RulesKind.FINGERPRINT ? new RuleTexts(text, "") : new RuleTexts("", text);
  }

  /** The rules of a kind. */
  String of(RulesKind kind) {
    return kind == RulesKind.FINGERPRINT ? rules : stackRules;
  }

  /**
   * Makes a grouper of them.
   *
   * @param alike one whose stack-trace rules these are, if they are; null for none
   * @return the grouper, which shares with {@code alike} what that remembers
   * @throws InvalidRulesException if the rules are not valid; tells all errors of both
   */
  Grouper grouper(@Nullable Grouper alike) throws InvalidRulesException {
    FingerprintRules fingerprint = null;
    StackTraceRules stackTrace = null;
    RulesException wrongFingerprint = null;
    RulesException wrongStackTrace = null;
    try {
      fingerprint = FingerprintRules.parse(rules);
    } catch (RulesException e) {
      wrongFingerprint = e;
    }
    try {
      stackTrace = StackTraceRules.parse(stackRules);
    } catch (RulesException e) {
      wrongStackTrace = e;
    }
    if (fingerprint == null || stackTrace == null) {
      throw new InvalidRulesException(wrongFingerprint, wrongStackTrace);
    }
    return alike == null
        ? Grouper.ofManyPrograms(fingerprint, stackTrace)
        : alike.with(fingerprint);
  }
}
