package dev.whorl.delivery;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.EncodedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Events that stay in a folder, where there is no server. An event is delivered when its line is
 * written. While the folder cannot be written, events wait in memory.
 */
public final class FolderOutbox implements Outbox {
  private final SegmentFolder folder;
  private final FolderState state;
  private final MemoryOutbox memory;
  private final Accounting accounting;
  private final ClosingLock lock = new ClosingLock(this::finish);
  private @Nullable Segment written;

  /**
   * Makes an outbox; the folder is made with the first event if it is not there.
   *
   * @param folder where the segments are
   * @param maxBytes how many bytes all segments may have together
   * @param memoryMaxBytes how many bytes may wait while the folder cannot be written
   * @param clock for the names of segments
   * @param evicted told how many events were deleted with the oldest segments
   * @param accounting told about the end of each event
   */
  public FolderOutbox(
      Path folder,
      long maxBytes,
      long memoryMaxBytes,
      InstantSource clock,
      LongConsumer evicted,
      Accounting accounting) {
    this.folder =
        new SegmentFolder(
            folder,
            maxBytes,
            clock,
            SegmentFolder.newOwnerId(),
            (segment, lines) -> evicted.accept(lines));
    this.accounting = accounting;
    state = new FolderState(folder, accounting);
    memory = new MemoryOutbox(memoryMaxBytes, accounting);
  }

  @Override
  public @Nullable Refusal put(EncodedEvent event) {
    lock.lock();
    try {
      if (lock.isClosed()) {
        return new Refusal(DropReason.CLOSED, "");
      }
      Refusal refusal = memory.put(event);
      if (refusal == null) {
        writeWhatWaits();
      }
      return refusal == null
          ? null
          : new Refusal(DropReason.FOLDER_FULL, state.trouble() + "; " + refusal.detail());
    } finally {
      lock.unlock();
    }
  }

  /** In the order in which they came, as far as the folder takes them. */
  private void writeWhatWaits() {
    for (EncodedEvent event = memory.peek(); event != null; event = memory.peek()) {
      try {
        Segment segment = folder.append(event);
        closeUnless(segment);
        written = segment;
        state.works();
      } catch (IOException | UncheckedIOException e) {
        state.fails(e);
        return;
      }
      accounting.delivered();
      memory.removeFirst();
    }
  }

  private void closeUnless(@Nullable Segment segment) {
    if (written != null && written != segment) {
      written.close();
    }
  }

  @Override
  public long waiting() {
    return memory.waiting();
  }

  @Override
  public void tick() {
    if (memory.waiting() > 0 && lock.tryLock()) {
      try {
        writeWhatWaits();
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void close() {
    lock.close();
  }

  private void finish() {
    writeWhatWaits();
    memory
        .clear()
        .forEach(event -> accounting.lost(event, DropReason.FOLDER_FULL, state.trouble(), false));
    folder.finish();
    closeUnless(null);
  }
}
