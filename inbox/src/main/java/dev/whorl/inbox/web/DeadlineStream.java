package dev.whorl.inbox.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * A body that has to be there in time. The server ends connections on which nothing comes at all;
 * this one ends those on which a byte comes now and then. From its first to its last byte it has
 * one of the slots.
 */
final class DeadlineStream extends FilterInputStream {
  private final LongSupplier nanoTime;
  private final long deadline;
  private final BodySlots slots;
  private boolean begun;
  private boolean holdsSlot;

  /**
   * Wraps a body.
   *
   * @param nanos how long reading it may take
   * @param slots one of which it takes
   */
  DeadlineStream(InputStream body, LongSupplier nanoTime, long nanos, BodySlots slots) {
    super(body);
    this.nanoTime = nanoTime;
    deadline = nanoTime.getAsLong() + nanos;
    this.slots = slots;
  }

  @Override
  public int read() throws IOException {
    check();
    int read = super.read();
    if (read < 0) {
      done();
    }
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    check();
    int read = super.read(bytes, offset, length);
    if (read < 0) {
      done();
    }
    return read;
  }

  /** It will not be read any further. */
  void done() {
    if (holdsSlot) {
      holdsSlot = false;
      slots.giveBack();
    }
  }

  private void check() throws IOException {
    if (!begun) {
      begun = true;
      slots.take();
      holdsSlot = true;
    }
    if (nanoTime.getAsLong() - deadline > 0) {
      throw new TooSlowException();
    }
  }

  /** The client took too long. */
  static final class TooSlowException extends IOException {
    private static final long serialVersionUID = 1L;

    TooSlowException() {
      super("the body took too long to arrive");
    }
  }
}
