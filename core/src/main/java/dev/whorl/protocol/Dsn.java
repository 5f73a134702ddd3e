package dev.whorl.protocol;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Where events go and with which key: {@code https://KEY@HOST[:PORT][/PATH]/PROJECT}.
 *
 * @param publicKey the key
 * @param secretKey the deprecated secret, null if there is none
 * @param projectId the last segment of the path; any text
 * @param envelopeUrl the address to which envelopes are posted
 */
public record Dsn(String publicKey, @Nullable String secretKey, String projectId, URI envelopeUrl) {

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,9})?)?");

  /**
   * Reads a DSN.
   *
   * @param text as the server shows it
   * @return the parts
   * @throws IllegalArgumentException if it is none; the message is a sentence for the user that
   *     does not contain the key
   */
  public static Dsn parse(String text) {
    URI uri;
    try {
      uri = new URI(text.trim());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is not a valid address (" + e.getReason() + ")");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("must begin with http:// or https://");
    }
    // Not by URI.getHost: it knows no host names with an underscore, and container networks have
    // them.
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    int at = authority.lastIndexOf('@');
    String userInfo = at < 0 ? "" : authority.substring(0, at);
    Matcher host = HOST_AND_PORT.matcher(authority.substring(at + 1));
    if (!host.matches()) {
      throw new IllegalArgumentException("has no valid host name or port");
    }
    int port = host.group(2) == null ? 1 : Integer.parseInt(host.group(2));
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("has the port " + port + ", which is not from 1 to 65535");
    }
    int colon = userInfo.indexOf(':');
    String publicKey = colon < 0 ? userInfo : userInfo.substring(0, colon);
    if (publicKey.isEmpty()) {
      throw new IllegalArgumentException("has no public key before the @");
    }
    if (userInfo.chars().anyMatch(c -> c > '~' || c == '@')) {
      // No header can carry it, and the HTTP client's own complaint would show it.
      throw new IllegalArgumentException("has a key with a character that no key has");
    }
    String secretKey = colon < 0 ? "" : userInfo.substring(colon + 1);
    String path = uri.getRawPath().replaceAll("/{2,}", "/").replaceAll("/$", "");
    int slash = path.lastIndexOf('/');
    if (slash < 0 || slash == path.length() - 1) {
      throw new IllegalArgumentException("has no project id as the last part of its path");
    }
    String projectId = path.substring(slash + 1);
    String envelopeUrl =
        scheme
            + "://"
            + host.group(1)
            + (host.group(2) == null ? "" : ":" + host.group(2))
            + path.substring(0, slash)
            + "/api/"
            + projectId
            + "/envelope/";
    return new Dsn(
        publicKey, secretKey.isEmpty() ? null : secretKey, projectId, URI.create(envelopeUrl));
  }

  /**
   * The header that lets a client in.
   *
   * @param client name and version of the client
   * @return the value of {@code X-Sentry-Auth}
   */
  public String authHeader(String client) {
    return "Sentry sentry_version=7, sentry_client="
        + client
        + ", sentry_key="
        + publicKey
        + (secretKey == null ? "" : ", sentry_secret=" + secretKey);
  }

  /**
   * What tells events for this server and project from those for others, whatever the key.
   *
   * @return 8 hexadecimal digits
   */
  public String destination() {
    CRC32 sum = new CRC32();
    sum.update(envelopeUrl.toString().getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(sum.getValue());
  }

  /** The address without the keys, so that it can stand in a log. */
  @Override
  public String toString() {
    return envelopeUrl
        .toString()
        .replaceFirst("://", "://***@")
        .replaceFirst("/api/([^/]+)/envelope/$", "/$1");
  }
}
