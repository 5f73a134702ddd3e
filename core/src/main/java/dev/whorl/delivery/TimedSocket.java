package dev.whorl.delivery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/**
 * A socket whose reads end at a deadline, however little comes at a time, and which acknowledges at
 * once what it receives. A server that writes its answer in two small packets without TCP_NODELAY
 * holds back the second until the first is acknowledged, and a client usually takes 40 ms for that:
 * 25 events a second on a connection, whatever the server could do. The system falls back to slow
 * acknowledgement by itself, so it is asked again at each read.
 */
final class TimedSocket extends Socket {
  private final boolean acknowledgesAtOnce = hasQuickAck();
  private volatile long deadline;

  /**
   * Makes one that is not connected.
   *
   * @param proxy {@link Proxy#NO_PROXY}, or one that the system's sockets can go through
   */
  TimedSocket(Proxy proxy) throws IOException {
    super(proxy);
    setTcpNoDelay(true);
  }

  /** Only Linux has the option, and a run-time image may lack its module. */
  private boolean hasQuickAck() {
    try {
      return supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
    } catch (LinkageError e) {
      return false;
    }
  }

  /** From now on reads end at this time of {@link System#nanoTime}. */
  void readUntil(long nanoTime) {
    deadline = nanoTime;
  }

  /** In good order as far as the other side sees it, and without waiting for it. */
  void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      // It is of no more use either way.
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        setSoTimeout(millisLeft(deadline));
        if (acknowledgesAtOnce) {
          setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
        return super.read(bytes, offset, length);
      }
    };
  }

  /**
   * How long until a deadline.
   *
   * @return 1 or more, as 0 means no end to sockets
   * @throws SocketTimeoutException if it is over
   */
  static int millisLeft(long deadline) throws SocketTimeoutException {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("the time is over");
    }
    return (int) Math.min(Integer.MAX_VALUE, 1 + TimeUnit.NANOSECONDS.toMillis(left));
  }
}
