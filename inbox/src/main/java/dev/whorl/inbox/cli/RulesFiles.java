package dev.whorl.inbox.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rules files that options name, and tells what is wrong with them. */
final class RulesFiles {
  private final Streams streams;

  RulesFiles(Streams streams) {
    this.streams = streams;
  }

  /** Rules, none if there is no file; null if what is wrong with the file was told. */
  <T> @Nullable T read(RulesLanguage<T> language, String option, @Nullable String file) {
    if (file == null) {
      return language.none();
    }
    try {
      return language.read(new Input(file), streams.in());
    } catch (BadInputException e) {
      streams.problem(option + " " + file + ": " + e.reason());
      return null;
    }
  }

  /** False, and tells it, if standard input is named twice. */
  boolean areReadable(List<String> files, @Nullable String... rules) {
    List<String> inputs = new ArrayList<>(files);
    for (String file : rules) {
      if (file != null) {
        inputs.add(file);
      }
    }
    boolean readable = Input.atMostOneIsStandard(inputs);
    if (!readable) {
      streams.problem(Input.TWICE_STANDARD);
    }
    return readable;
  }
}
