package dev.whorl.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on the loopback address that behaves as badly as its script says, one thread for
 * each connection. It can be stopped and started again on the same port.
 */
final class FaultServer implements AutoCloseable {
  /** The DSN's key: long enough to be found wherever it does not belong. */
  static final String KEY = "0f5ec2e7ba5e0f5ec2e7ba5e";

  private static final int MAX_CONNECTIONS = 128;

  private final InetAddress loopback = InetAddress.getLoopbackAddress();
  private final ServerSocketFactory sockets;
  private final String scheme;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final int port;
  private volatile Script script = Script.always(Answer.OK);
  private volatile ServerBook book = new ServerBook();
  private @Nullable ServerSocket listening;
  private @Nullable Thread accepting;
  private @Nullable SocketChannel reserved;

  /** Starts on a free port and answers that all is well. */
  FaultServer() {
    this(ServerSocketFactory.getDefault(), "http");
  }

  FaultServer(ServerSocketFactory sockets, String scheme) {
    this.sockets = sockets;
    this.scheme = scheme;
    port = listen(0);
  }

  /** One that answers like this from the start. */
  static FaultServer answering(Script script) {
    FaultServer server = new FaultServer();
    server.answer(script);
    return server;
  }

  /** One that nobody can reach until it is started. */
  static FaultServer stopped() {
    FaultServer server = new FaultServer();
    server.stop();
    return server;
  }

  private synchronized int listen(int wanted) {
    try {
      ServerSocket socket = sockets.createServerSocket();
      socket.setReuseAddress(true);
      bind(() -> socket.bind(new InetSocketAddress(loopback, wanted), MAX_CONNECTIONS));
      listening = socket;
      accepting = daemon("fault-server-" + socket.getLocalPort(), () -> accept(socket));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Binding {
    void bind() throws IOException;
  }

  /** A process that is just being started has all our sockets for a moment, also closed ones. */
  private static void bind(Binding binding) throws IOException {
    for (int left = 100; ; left--) {
      try {
        binding.bind();
        return;
      } catch (BindException e) {
        if (left == 0) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.add(connection);
        if (connections.size() > MAX_CONNECTIONS || socket.isClosed()) {
          close(connection);
        } else {
          Thread unused =
              daemon(
                  "fault-server-connection",
                  () -> {
                    new Connection(this, connection).run();
                    close(connection);
                  });
        }
      } catch (IOException e) {
        // Closed, or the connection was gone before it was accepted.
      }
    }
  }

  private void close(Socket connection) {
    connections.remove(connection);
    try {
      connection.close();
    } catch (IOException e) {
      // It is of no more use either way.
    }
  }

  String dsn() {
    return "%s://%s@%s:%d/42".formatted(scheme, KEY, loopback.getHostAddress(), port);
  }

  void answer(Script other) {
    script = other;
  }

  void answer(Answer always) {
    answer(Script.always(always));
  }

  /** The answer to the next request. */
  Answer next() {
    return script.answer(requests.getAndIncrement());
  }

  /** How many requests began, whatever became of them. */
  int requests() {
    return requests.get();
  }

  ServerBook book() {
    return book;
  }

  /** Forgets what it saw. */
  ServerBook newBook() {
    book = new ServerBook();
    return book;
  }

  /** Waits, but not beyond the end of this server. */
  void pause(long nanos) {
    try {
      boolean unused = nanos > 0 && closing.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on connections are refused; those that are open are cut. The port stays ours. */
  synchronized void stop() {
    ServerSocket socket = listening;
    listening = null;
    if (socket == null) {
      return;
    }
    try {
      socket.close();
      connections.forEach(this::close);
      if (accepting != null) {
        // The system listens for as long as somebody is in the call.
        accepting.join(5000);
      }
      // Bound and not listening: else the port may be given to anyone meanwhile, even to the client
      // that tries to connect to it.
      SocketChannel placeholder = SocketChannel.open();
      placeholder.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      bind(() -> placeholder.bind(new InetSocketAddress(loopback, port)));
      reserved = placeholder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void start() {
    try {
      if (reserved != null) {
        reserved.close();
        reserved = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (listening == null) {
      int unused = listen(port);
    }
  }

  @Override
  public synchronized void close() {
    closing.countDown();
    try {
      if (listening != null) {
        listening.close();
        listening = null;
      }
      if (reserved != null) {
        reserved.close();
        reserved = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.forEach(this::close);
  }
}
