package dev.whorl.grouping.rules;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One condition of a rule, such as {@code type:*Exception}. */
public sealed interface Matcher {
  /**
   * What it looks at.
   *
   * @return the short name, such as {@code type}, or {@code tags.NAME}
   */
  String key();

  /**
   * What it looks for.
   *
   * @return a glob, a flag or a list of names
   */
  String pattern();

  /**
   * Whether it asks for the opposite.
   *
   * @return true if {@code !} is in front
   */
  boolean negated();

  /**
   * The canonical text.
   *
   * @return for example {@code !path:"**}{@code /gen/*"}
   */
  default String text() {
    String key = key().indexOf(':') < 0 ? key() : '"' + key() + '"';
    return (negated() ? "!" : "") + key + ":" + QuotedText.write(pattern());
  }

  /** Looks for a pattern in a text. */
  record Text(Subject subject, String key, String pattern, boolean negated, Glob glob)
      implements Matcher {
    /** A text that is missing does not match, so the negated matcher does. */
    boolean test(@Nullable String text) {
      return negated != (text != null && glob.matches(text));
    }
  }

  /**
   * Looks whether a frame is in the application.
   *
   * @param wanted null for a pattern that is neither yes nor no, and so never matches
   */
  record InApp(String pattern, boolean negated, @Nullable Boolean wanted) implements Matcher {
    @Override
    public String key() {
      return Subject.APP.toString();
    }
  }

  /** Looks for a name in a list; the list {@code all} has every name. */
  record Listed(Subject subject, String pattern, boolean negated, Set<String> names)
      implements Matcher {
    @Override
    public String key() {
      return subject.toString();
    }

    boolean has(String name) {
      return names.contains(name) || names.contains("all");
    }

    boolean test(String name) {
      return negated != has(name);
    }
  }
}
