package dev.whorl.grouping.rules;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which matchers a language of rules has, and how they read their patterns. */
enum Dialect {
  /** Ignores case more often, and its patterns cross line breaks. */
  FINGERPRINT,
  STACK_TRACE;

  private static final Set<String> YES = Set.of("1", "yes", "true");
  private static final Set<String> NO = Set.of("0", "no", "false");

  /** The matcher of that name, null if this language has none. */
  @Nullable Matcher matcher(String name, String pattern, boolean negated) {
    Subject subject = Subject.named(name);
    if (subject == null || !subjects().contains(subject)) {
      return null;
    }
    return switch (subject) {
      case APP -> new Matcher.InApp(pattern, negated, flag(pattern));
      case FAMILY, SDK -> new Matcher.Listed(subject, pattern, negated, names(pattern));
      default ->
          new Matcher.Text(subject, subject.key(name), pattern, negated, glob(subject, pattern));
    };
  }

  /** The matchers there are, for people. */
  String matchers() {
    return subjects().stream().map(Subject::toString).collect(Collectors.joining(", "));
  }

  private Set<Subject> subjects() {
    return switch (this) {
      case FINGERPRINT -> EnumSet.complementOf(EnumSet.of(Subject.CATEGORY, Subject.MECHANISM));
      case STACK_TRACE ->
          EnumSet.complementOf(
              EnumSet.of(
                  Subject.MESSAGE,
                  Subject.LOGGER,
                  Subject.LEVEL,
                  Subject.TAG,
                  Subject.SDK,
                  Subject.RELEASE));
    };
  }

  private Glob glob(Subject subject, String pattern) {
    boolean fingerprint = this == FINGERPRINT;
    return switch (subject) {
      case PATH, PACKAGE, RELEASE -> Glob.path(pattern, fingerprint);
      case VALUE, MESSAGE, LEVEL -> Glob.plain(pattern, fingerprint, fingerprint);
      default -> Glob.plain(pattern, false, fingerprint);
    };
  }

  private @Nullable Boolean flag(String pattern) {
    String word = this == FINGERPRINT ? pattern.toLowerCase(Locale.ROOT) : pattern;
    if (YES.contains(word)) {
      return true;
    }
    return NO.contains(word) ? Boolean.FALSE : null;
  }

  private static Set<String> names(String pattern) {
    return Arrays.stream(pattern.split(",", -1))
        .map(String::strip)
        .collect(Collectors.toUnmodifiableSet());
  }
}
