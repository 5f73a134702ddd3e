package dev.whorl.inbox.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * A body that has to be there in time. The server ends connections on which nothing comes at all;
 * this one ends those on which a byte comes now and then.
 */
final class DeadlineStream extends FilterInputStream {
  private final LongSupplier nanoTime;
  private final long deadline;

  /**
   * Wraps a body.
   *
   * @param nanos how long reading it may take
   */
  DeadlineStream(InputStream body, LongSupplier nanoTime, long nanos) {
    super(body);
    this.nanoTime = nanoTime;
    deadline = nanoTime.getAsLong() + nanos;
  }

  @Override
  public int read() throws IOException {
    check();
    return super.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    check();
    return super.read(bytes, offset, length);
  }

  private void check() throws IOException {
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
