package dev.whorl.inbox.web.pages;

import dev.whorl.grouping.Explanation;
import dev.whorl.grouping.Explanation.Kind;
import dev.whorl.grouping.Explanation.Part;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an explanation says of each place of an event; null where it says nothing. */
final class Marks {
  private static final int NONE = -1;

  /** Of an event of which nothing is said. */
  static final Marks NOTHING = new Marks();

  private final Map<Place, Mark> marks = new HashMap<>();

  private record Place(Kind kind, int exception, int frame) {}

  private Marks() {}

  Marks(Explanation explanation) {
    explanation.contributing().forEach(this::add);
    explanation.leftOut().forEach(this::add);
  }

  private void add(Part part) {
    marks.putIfAbsent(new Place(part.kind(), part.exception(), part.frame()), Mark.of(part));
  }

  /** Of an exception as a whole, which is left out. */
  @Nullable Mark exception(int exception) {
    return marks.get(new Place(Kind.EXCEPTION, exception, NONE));
  }

  @Nullable Mark type(int exception) {
    return marks.get(new Place(Kind.TYPE, exception, NONE));
  }

  @Nullable Mark value(int exception) {
    return marks.get(new Place(Kind.VALUE, exception, NONE));
  }

  /** Of a frame; of one that belongs to no exception if that is -1. */
  @Nullable Mark frame(int exception, int frame) {
    return marks.get(new Place(Kind.FRAME, exception, frame));
  }

  @Nullable Mark message() {
    return marks.get(new Place(Kind.MESSAGE, NONE, NONE));
  }

  /** How many frames of a trace that belongs to no exception are spoken of. */
  int otherFrames() {
    return (int)
        marks.keySet().stream()
            .filter(place -> place.kind == Kind.FRAME && place.exception == NONE)
            .count();
  }
}
