package dev.whorl.inbox.rules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * Gives a file another content at once: whoever reads it gets all of the old or all of the new one,
 * also if the process ends in between. A link stays, and leads to the new content.
 */
final class FileReplacement {
  private FileReplacement() {}

  static void write(Path file, String text) throws IOException {
    Path real = file.toRealPath();
    if (!Files.isWritable(real)) {
      throw new IOException("its permissions do not allow it");
    }
    // Beside it, since only within one file system can it be put in place at once.
    Path written = Files.createTempFile(real.toAbsolutePath().getParent(), ".whorl-", ".rules");
    try {
      try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      copyPermissions(real, written);
      Files.move(
          written, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (source == null || target == null) {
      return; // Windows: a new file has those of its folder.
    }
    PosixFileAttributes attributes = source.readAttributes();
    try {
      if (!target.readAttributes().group().equals(attributes.group())) {
        target.setGroup(attributes.group());
      }
    } catch (IOException e) {
      // Only a member may give a file to a group; the permissions matter more.
    }
    target.setPermissions(attributes.permissions());
  }
}
