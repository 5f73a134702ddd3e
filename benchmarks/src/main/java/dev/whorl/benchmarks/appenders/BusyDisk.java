package dev.whorl.benchmarks.appenders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes large blocks to a disk and has each forced to it, as a neighbour might. */
final class BusyDisk implements AutoCloseable {
  private static final int BLOCK = 16 << 20;
  private static final int MAX_BLOCKS = 16;

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
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; !closed; i++) {
        int unused = channel.write(block.clear(), (long) (i % MAX_BLOCKS) * BLOCK);
        channel.force(false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
