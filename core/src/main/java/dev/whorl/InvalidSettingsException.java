package dev.whorl;

import java.util.List;

/** Tells everything that is wrong with the settings of an appender. */
public final class InvalidSettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  InvalidSettingsException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /**
   * The problems.
   *
   * @return a sentence for each, with the setting, its value and the fix
   */
  public List<String> problems() {
    return problems;
  }
}
