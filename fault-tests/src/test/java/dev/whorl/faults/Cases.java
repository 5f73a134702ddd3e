package dev.whorl.faults;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Every case on every library if all is to be run; else the libraries take turns, so that each case
 * is run on one and each library has half of them.
 */
final class Cases {
  private Cases() {}

  static Stream<Arguments> onEach(Object... cases) {
    Library[] libraries = Library.values();
    return Boolean.getBoolean("faults.all")
        ? Arrays.stream(libraries)
            .flatMap(library -> Arrays.stream(cases).map(value -> Arguments.of(library, value)))
        : IntStream.range(0, cases.length)
            .mapToObj(i -> Arguments.of(libraries[i % libraries.length], cases[i]));
  }
}
