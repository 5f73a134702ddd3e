package dev.whorl.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** The way to a server: its addresses, a proxy, encryption. */
final class Route {
  private final URI url;
  private final String path;
  private final boolean encrypted;
  private final String host;
  private final int port;
  private final URIAuthority authority;
  private final @Nullable InetSocketAddress proxy;
  private final Duration connectTimeout;

  /**
   * Makes one.
   *
   * @param url the address, of http or https
   * @param proxy an HTTP proxy, not resolved; null leaves it to the JVM's settings
   * @param connectTimeout for a connection to an address
   */
  Route(URI url, @Nullable InetSocketAddress proxy, Duration connectTimeout) {
    this.url = url;
    path = URI.create(url.toASCIIString()).getRawPath();
    this.proxy = proxy;
    this.connectTimeout = connectTimeout;
    encrypted = url.getScheme().equals("https");
    // Not by URI.getHost, which knows no underscores.
    String address = url.getRawAuthority();
    int colon = address.lastIndexOf(':');
    boolean hasPort = colon > address.lastIndexOf(']');
    host = hasPort ? address.substring(0, colon) : address;
    port =
        hasPort && colon < address.length() - 1
            ? Integer.parseInt(address.substring(colon + 1))
            : usualPort();
    authority = new URIAuthority(host, port == usualPort() ? -1 : port);
  }

  private int usualPort() {
    return encrypted ? 443 : 80;
  }

  /** A request to the server. */
  BasicClassicHttpRequest request(String method) {
    return new BasicClassicHttpRequest(method, url.getScheme(), authority, path);
  }

  /** The header {@code Host}. */
  String hostHeader() {
    return port == usualPort() ? host : host + ":" + port;
  }

  /**
   * Connects, by the first way of those there are that works.
   *
   * @throws IOException if none works
   * @throws HttpException if a proxy speaks no HTTP
   */
  ServerConnection connect(Attempt attempt) throws IOException, HttpException {
    IOException failure = null;
    for (Proxy way : ways()) {
      try {
        return connect(way, attempt);
      } catch (IOException e) {
        if (proxy == null && way.type() != Proxy.Type.DIRECT) {
          ProxySelector.getDefault().connectFailed(url, way.address(), e);
        }
        failure = joined(failure, e);
      }
    }
    throw failure == null ? new ConnectException("There is no way to " + url) : failure;
  }

  private static IOException joined(@Nullable IOException first, IOException next) {
    if (first == null) {
      return next;
    }
    first.addSuppressed(next);
    return first;
  }

  private List<Proxy> ways() {
    if (proxy != null) {
      return List.of(new Proxy(Proxy.Type.HTTP, proxy));
    }
    ProxySelector selector = ProxySelector.getDefault();
    List<Proxy> chosen = selector == null ? null : selector.select(url);
    return chosen == null || chosen.isEmpty() ? List.of(Proxy.NO_PROXY) : chosen;
  }

  private ServerConnection connect(Proxy way, Attempt attempt) throws IOException, HttpException {
    boolean byHttpProxy = way.type() == Proxy.Type.HTTP;
    TimedSocket socket =
        byHttpProxy ? dial((InetSocketAddress) way.address(), attempt) : dial(way, attempt);
    try {
      ServerConnection connection = new ServerConnection(socket, byHttpProxy && !encrypted);
      if (encrypted) {
        if (byHttpProxy) {
          tunnel(connection, attempt);
        }
        connection.encrypt(encrypt(socket, attempt));
      }
      return connection;
    } catch (IOException | HttpException | RuntimeException e) {
      socket.closeQuietly();
      throw e;
    }
  }

  private TimedSocket dial(InetSocketAddress httpProxy, Attempt attempt) throws IOException {
    return dial(Proxy.NO_PROXY, httpProxy.getHostString(), httpProxy.getPort(), attempt);
  }

  private TimedSocket dial(Proxy way, Attempt attempt) throws IOException {
    return way.type() == Proxy.Type.DIRECT
        ? dial(Proxy.NO_PROXY, host, port, attempt)
        // The proxy looks the name up.
        : dial(way, InetSocketAddress.createUnresolved(name(), port), attempt);
  }

  /** Tries each address that the name has. */
  private TimedSocket dial(Proxy way, String name, int toPort, Attempt attempt) throws IOException {
    IOException failure = null;
    for (InetAddress address : InetAddress.getAllByName(name)) {
      try {
        return dial(way, new InetSocketAddress(address, toPort), attempt);
      } catch (IOException e) {
        failure = joined(failure, e);
        if (attempt.isBrokenOff()) {
          break;
        }
      }
    }
    throw failure == null ? new ConnectException(name + " has no address") : failure;
  }

  private TimedSocket dial(Proxy way, InetSocketAddress to, Attempt attempt) throws IOException {
    TimedSocket socket = new TimedSocket(way);
    try {
      attempt.holds(socket);
      socket.readUntil(attempt.deadline());
      long most = Math.max(1, Math.min(Integer.MAX_VALUE, connectTimeout.toMillis()));
      socket.connect(to, (int) Math.min(most, TimedSocket.millisLeft(attempt.deadline())));
      return socket;
    } catch (IOException e) {
      socket.closeQuietly();
      ConnectException failure =
          new ConnectException(
              "%s:%d: %s".formatted(to.getHostString(), to.getPort(), e.getMessage()));
      failure.initCause(e);
      throw failure;
    }
  }

  /** Asks a proxy for a way through to the server. */
  private void tunnel(ServerConnection connection, Attempt attempt)
      throws IOException, HttpException {
    String to = host + ":" + port;
    BasicClassicHttpRequest request = new BasicClassicHttpRequest("CONNECT", null, null, to);
    request.setHeader("Host", to);
    int code = connection.ask(request, attempt).getCode();
    if (code / 100 != 2) {
      throw new ConnectException("the proxy answered " + code + " when asked for " + to);
    }
  }

  /** The host without the brackets of an IPv6 address. */
  private String name() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private SSLSocket encrypt(TimedSocket socket, Attempt attempt) throws IOException {
    try {
      SSLSocket tls =
          (SSLSocket)
              SSLContext.getDefault().getSocketFactory().createSocket(socket, name(), port, true);
      SSLParameters parameters = tls.getSSLParameters();
      // The certificate must be one of this host.
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      socket.readUntil(attempt.deadline());
      tls.startHandshake();
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IOException("The JVM can not encrypt", e);
    }
  }
}
