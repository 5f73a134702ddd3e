package dev.whorl.inbox.cli;

import dev.whorl.inbox.store.InboxFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Something to read, as the user named it.
 *
 * @param name a path, or {@code -} for standard input
 */
record Input(String name) {
  static final String STANDARD = "-";

  /** What Whorl calls its files of events. */
  private static final String SEGMENTS = "events-*.ndjson";

  static final String TWICE_STANDARD = "- is standard input, which can be read only once";

  static boolean atMostOneIsStandard(Collection<String> names) {
    return names.stream().filter(STANDARD::equals).count() <= 1;
  }

  boolean isStandard() {
    return name.equals(STANDARD);
  }

  /**
   * Opens it.
   *
   * @param standard standard input
   */
  InputStream open(InputStream standard) throws BadInputException {
    if (isStandard()) {
      return standard;
    }
    if (name.isEmpty()) {
      throw new BadInputException("the name of a file is empty");
    }
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        throw new BadInputException("is a folder; name the files in it");
      }
      return Files.newInputStream(path);
    } catch (InvalidPathException e) {
      throw new BadInputException(
          "the name cannot be opened here ("
              + e.getReason()
              + "); read the file from standard input, or set a locale such as LC_ALL=C.UTF-8");
    } catch (NoSuchFileException e) {
      throw new BadInputException(missing());
    } catch (AccessDeniedException e) {
      throw new BadInputException("may not be read; check its permissions");
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Whether it is a folder that is there. */
  boolean isFolder() {
    try {
      return !isStandard() && !name.isEmpty() && Files.isDirectory(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Whether it is a SQLite database. */
  boolean isDatabase() {
    try {
      return !isStandard() && !name.isEmpty() && InboxFile.isDatabase(path());
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * Where it is, if it is a file or a folder.
   *
   * @throws InvalidPathException if it has no name that can be opened here
   */
  Path path() {
    return Path.of(name);
  }

  /** The files of a folder that have events, in the order of their names, which is that of time. */
  List<Input> segments() throws BadInputException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(Path.of(name), SEGMENTS)) {
      for (Path path : paths) {
        if (!Files.isDirectory(path)) {
          names.add(path.toString());
        }
      }
    } catch (AccessDeniedException e) {
      throw new BadInputException("may not be read; check its permissions");
    } catch (DirectoryIteratorException e) {
      throw unreadable(new IOException(e.getMessage(), e));
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (names.isEmpty()) {
      throw new BadInputException(
          "the folder has no files "
              + SEGMENTS
              + "; Whorl's appender writes them into the folder that its setting folder names"
              + " (.whorl if there is no DSN) when an error is logged");
    }
    Collections.sort(names);
    return names.stream().map(Input::new).toList();
  }

  private String missing() {
    return Path.of(name).isAbsolute()
        ? "there is no such file; check the name"
        : "there is no such file in " + Path.of("").toAbsolutePath() + "; check the name";
  }

  /** What to tell if reading fails. */
  static BadInputException unreadable(IOException failure) {
    String reason = failure.getMessage();
    return new BadInputException(
        "cannot be read: " + (reason == null ? failure.getClass().getSimpleName() : reason));
  }
}
