package dev.whorl.delivery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Makes sockets that acknowledge at once what they receive. A server that writes its answer in two
 * small packets without TCP_NODELAY holds back the second until the first is acknowledged, and a
 * client usually takes 40 ms for that: 25 events a second on a connection, whatever the server
 * could do. The system falls back to slow acknowledgement by itself, so it is asked again at each
 * read.
 */
final class QuickAckSockets extends SocketFactory {
  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new QuickAckSocket();
    socket.setTcpNoDelay(true);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new UnsupportedOperationException("The HTTP client connects its sockets itself");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host.getHostAddress(), port);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return createSocket(address, port);
  }

  /** Only Linux has the option, and a run-time image may lack its module. */
  static boolean areSupported() {
    try (Socket socket = new Socket()) {
      return socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
    } catch (IOException | LinkageError e) {
      return false;
    }
  }

  private static final class QuickAckSocket extends Socket {
    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
          return super.read(bytes, offset, length);
        }
      };
    }
  }
}
