package dev.whorl.testing;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Texts for property tests. */
public final class Texts {
  private Texts() {}

  /** Any text, also with control characters and halves of surrogate pairs. */
  public static Arbitrary<String> any(int longest) {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(longest),
        Arbitraries.strings().ascii().ofMaxLength(longest),
        Arbitraries.strings()
            .withCharRange('\u0000', '\u0020')
            .withChars("a\u0085\u00a0\u2028\u2029\ud83d\ude00\ufeff")
            .ofMaxLength(longest));
  }

  /** Pieces in any order and now and then any text between them. */
  public static Arbitrary<String> of(List<String> pieces, int most) {
    return Arbitraries.frequencyOf(Tuple.of(15, Arbitraries.of(pieces)), Tuple.of(1, any(3)))
        .list()
        .ofMaxSize(most)
        .map(chosen -> String.join("", chosen));
  }

  /** A few pieces again and again between other pieces. */
  public static Arbitrary<String> repeated(List<String> pieces, int longest) {
    return Combinators.combine(
            of(pieces, 4), of(pieces, 4), of(pieces, 4), Arbitraries.integers().between(1, longest))
        .as(
            (begin, repeated, end, length) ->
                begin + repeated.repeat(length / Math.max(1, repeated.length())) + end);
  }
}
