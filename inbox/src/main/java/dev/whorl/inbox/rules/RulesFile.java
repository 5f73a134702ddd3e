package dev.whorl.inbox.rules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * A file of rules that may change while the inbox runs. It may be missing at first, if its folder
 * is there; then it counts as empty until it is made.
 */
final class RulesFile {
  private final RulesKind kind;
  private final Path file;
  private @Nullable FileTime lastModified;
  private long size = -1;
  private boolean missing;

  /**
   * Names a file.
   *
   * @param kind what rules it has
   */
  RulesFile(RulesKind kind, Path file) {
    this.kind = kind;
    this.file = file;
    missing =
        Files.notExists(file, LinkOption.NOFOLLOW_LINKS)
            && Files.isDirectory(file.toAbsolutePath().resolveSibling(""));
  }

  /** Whether there has been no such file yet. */
  boolean isMissing() {
    return missing;
  }

  Path path() {
    return file;
  }

  /** The text as it is now; the message of a failure is for the user. */
  String read() throws IOException {
    try {
      // Before the text, so that a change in between is seen at the next look.
      look();
      String text = text();
      missing = false;
      return text;
    } catch (NoSuchFileException e) {
      if (missing) {
        return "";
      }
      throw new IOException(this + ": there is no such file", e);
    } catch (RulesReader.NoTextException e) {
      throw new IOException(this + ": " + e.getMessage(), e);
    }
  }

  private String text() throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return RulesReader.read(stream);
    }
  }

  /** The text as an editor begins with; null if it cannot be read. */
  @Nullable String textToEdit() {
    try {
      return EditableText.of(text());
    } catch (IOException e) {
      return null;
    }
  }

  /** Whether it was changed since somebody asked or read it; one that is gone was not. */
  boolean hasChanged() {
    try {
      return look();
    } catch (IOException e) {
      return false;
    }
  }

  /** Notes what the file is now; whether that is something else than at the last look. */
  private boolean look() throws IOException {
    FileTime modified = Files.getLastModifiedTime(file);
    long bytes = Files.size(file);
    boolean changed = !modified.equals(lastModified) || bytes != size;
    lastModified = modified;
    size = bytes;
    return changed;
  }

  /**
   * Writes another text, with line ends as the file has them.
   *
   * @param text with line feeds
   * @param revision of the text that the file has to have
   * @throws ChangedFileException if it has another one
   * @throws RulesReader.NoTextException if the text is too long
   */
  void save(String text, String revision) throws IOException, ChangedFileException {
    String old;
    try {
      old = isMissing() && Files.notExists(file) ? "" : text();
    } catch (RulesReader.NoTextException | NoSuchFileException e) {
      throw new ChangedFileException(this.toString());
    }
    if (!EditableText.revision(EditableText.of(old)).equals(revision)) {
      throw new ChangedFileException(this.toString());
    }
    String written = EditableText.withLineEndsOf(old, text);
    RulesReader.checkLength(written);
    try {
      if (isMissing() && Files.notExists(file)) {
        Files.createFile(file);
      }
      FileReplacement.write(file, written);
    } catch (IOException e) {
      throw new IOException(this + " cannot be written: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + " " + e.getMessage();
  }

  @Override
  public String toString() {
    return kind.option() + " " + file;
  }
}
