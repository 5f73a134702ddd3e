package dev.whorl.inbox.rules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** A file of rules that may change while the inbox runs. */
final class RulesFile {
  /** Many times what people write; so that a mistaken name does not fill the memory. */
  private static final int MOST_BYTES = 8 << 20;

  private final String option;
  private final Path file;
  private @Nullable FileTime lastModified;
  private long size = -1;

  /**
   * Names a file.
   *
   * @param option the option that names it, for messages
   */
  RulesFile(String option, Path file) {
    this.option = option;
    this.file = file;
  }

  /** The text as it is now; the message of a failure is for the user. */
  String read() throws IOException {
    try {
      // Before the text, so that a change in between is seen at the next look.
      lastModified = Files.getLastModifiedTime(file);
      size = Files.size(file);
      if (size > MOST_BYTES) {
        throw new IOException(this + ": has more than 8 MiB; is it a rules file?");
      }
      byte[] bytes = Files.readAllBytes(file);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw new IOException(this + ": there is no such file", e);
    } catch (CharacterCodingException e) {
      throw new IOException(this + ": is not UTF-8 text; save it as UTF-8", e);
    }
  }

  /** Whether it was changed since it was read; one that is gone was not. */
  boolean hasChanged() {
    try {
      return !Files.getLastModifiedTime(file).equals(lastModified) || Files.size(file) != size;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return option + " " + file;
  }
}
