package dev.whorl.benchmarks.appenders;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes large blocks to a disk and has each forced to it, as a neighbour might. Past the system's
 * cache, since to copy 2 GB a second into it takes half a core from those who are measured; so it
 * takes an eighth, and what others force to the disk takes 6.5 ms in place of 0.7.
 */
final class BusyDisk implements AutoCloseable {
  private static final int BLOCK = 16 << 20;
  private static final int MAX_BLOCKS = 16;

  /** No disk has larger sectors. */
  private static final int ALIGNED = 4096;

  private final Path file;
  private final Thread thread;
  private volatile boolean closed;

  private BusyDisk(Path file) {
    this.file = file;
    thread = new Thread(this::write, "busy-disk");
  }

  static BusyDisk at(Path file) {
    BusyDisk disk = new BusyDisk(file);
    disk.thread.start();
    return disk;
  }

  private void write() {
    ByteBuffer block =
        ByteBuffer.allocateDirect(BLOCK + ALIGNED).alignedSlice(ALIGNED).slice(0, BLOCK);
    try (FileChannel channel = open()) {
      for (int i = 0; !closed; i++) {
        int unused = channel.write(block.clear(), (long) (i % MAX_BLOCKS) * BLOCK);
        channel.force(false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileChannel open() throws IOException {
    try {
      return FileChannel.open(
          file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT);
    } catch (IOException | UnsupportedOperationException e) {
      // Not every file system can do that.
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(file);
  }
}
