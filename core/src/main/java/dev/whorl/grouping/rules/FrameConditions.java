package dev.whorl.grouping.rules;

import dev.whorl.grouping.facts.FrameMemo;
import dev.whorl.grouping.facts.GroupableFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The distinct things that the matchers of a rule set ask of frames, numbered, whether negated or
 * not. They are answered for all frames of a trace at once, as sets of frames; then a rule is a few
 * intersections, however many rules there are.
 */
final class FrameConditions {
  /** A condition as a rule has it: the number and whether it must be false. */
  record Condition(int number, boolean negated) {}

  private record Key(Subject subject, String pattern) {}

  private final Map<Key, Integer> numbers = new LinkedHashMap<>();
  private final List<Matcher> matchers = new ArrayList<>();

  /** The number of what the matcher asks. */
  Condition add(Matcher matcher) {
    Key key = new Key(subject(matcher), matcher.pattern());
    Integer number = numbers.get(key);
    if (number == null) {
      number = matchers.size();
      numbers.put(key, number);
      matchers.add(matcher);
    }
    return new Condition(number, matcher.negated());
  }

  List<Condition> addAll(List<Matcher> added) {
    return added.stream().map(this::add).toList();
  }

  /** Ends the numbering; {@code frames} is how many frames to remember. */
  Index index(int frames) {
    return new Index(this, frames);
  }

  private static Subject subject(Matcher matcher) {
    if (matcher instanceof Matcher.Text text) {
      return text.subject();
    }
    return matcher instanceof Matcher.Listed listed ? listed.subject() : Subject.APP;
  }

  private TextIndex texts(Subject subject) {
    List<Glob> globs = new ArrayList<>();
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < matchers.size(); i++) {
      if (matchers.get(i) instanceof Matcher.Text text && text.subject() == subject) {
        globs.add(text.glob());
        found.add(i);
      }
    }
    return new TextIndex(globs, found);
  }

  /** Answers the conditions on what of a frame never changes, and knows the others. */
  static final class Index {
    private static final String UNKNOWN = "<unknown>";

    private final List<Matcher> matchers;
    private final TextIndex modules;
    private final TextIndex functions;
    private final TextIndex paths;
    private final TextIndex packages;
    private final TextIndex categories;
    private final FrameMemo<int[]> known;

    private Index(FrameConditions conditions, int frames) {
      known = new FrameMemo<>(frames, this::match);
      matchers = List.copyOf(conditions.matchers);
      modules = conditions.texts(Subject.MODULE);
      functions = conditions.texts(Subject.FUNCTION);
      paths = conditions.texts(Subject.PATH);
      packages = conditions.texts(Subject.PACKAGE);
      categories = conditions.texts(Subject.CATEGORY);
    }

    /** The matchers, by number. */
    List<Matcher> matchers() {
      return matchers;
    }

    /** The numbers of the conditions on any of these. */
    int[] numbers(Subject... subjects) {
      List<Subject> wanted = List.of(subjects);
      return IntStream.range(0, matchers.size())
          .filter(number -> wanted.contains(subject(matchers.get(number))))
          .toArray();
    }

    /** The numbers of the conditions that a category fulfils. */
    int[] categories(@Nullable String category) {
      return categories.matching(category);
    }

    /** The answers for frames, those on categories and {@code app} left open. */
    FrameAnswers answer(List<GroupableFrame> frames) {
      FrameAnswers answers = new FrameAnswers(matchers.size(), frames.size());
      for (int i = 0; i < frames.size(); i++) {
        answers.setAll(known.of(frames.get(i)), i);
      }
      return answers;
    }

    private int[] match(GroupableFrame frame) {
      String function = frame.function();
      return Stream.of(
              modules.matching(frame.module()),
              functions.matching(function == null ? UNKNOWN : function),
              paths.matching(path(frame)),
              packages.matching(frame.packageName()))
          .flatMapToInt(IntStream::of)
          .toArray();
    }

    private static @Nullable String path(GroupableFrame frame) {
      String path = frame.absPath();
      return path == null || path.isEmpty() ? frame.filename() : path;
    }
  }
}
