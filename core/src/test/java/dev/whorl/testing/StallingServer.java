package dev.whorl.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Accepts connections and then never answers, or resets them at once. */
public final class StallingServer implements AutoCloseable {
  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Thread thread;
  public final CountDownLatch connected = new CountDownLatch(1);

  public StallingServer(boolean resets) {
    try {
      server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = new Thread(() -> accept(resets), "stalling-server");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How many connections came so far. */
  public int connections() {
    return sockets.size();
  }

  private void accept(boolean resets) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        connected.countDown();
        if (resets) {
          int unused = socket.getInputStream().read();
          socket.setSoLinger(true, 0);
          socket.close();
        }
      } catch (IOException e) {
        // Closed by the test, or by the client; in both cases there is nothing to answer.
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
