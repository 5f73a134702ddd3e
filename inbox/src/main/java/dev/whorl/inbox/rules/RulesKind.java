package dev.whorl.inbox.rules;

/** The two kinds of rules. */
public enum RulesKind {
  /** Rules that give events a fingerprint. */
  FINGERPRINT("rules", "--rules", "fingerprint rules"),

  /** Rules that say which frames of a stack trace count. */
  STACK_TRACE("stack_rules", "--stack-rules", "stack-trace rules");

  private final String field;
  private final String option;
  private final String words;

  RulesKind(String field, String option, String words) {
    this.field = field;
    this.option = option;
    this.words = words;
  }

  /**
   * What their text is called in JSON.
   *
   * @return the name of a field
   */
  public String field() {
    return field;
  }

  /**
   * What names their file on the command line.
   *
   * @return the option
   */
  public String option() {
    return option;
  }

  /**
   * What people call them.
   *
   * @return in lower case
   */
  public String words() {
    return words;
  }
}
