package dev.whorl.inbox.web;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages of others out. A page can make a browser ask under any name that its owner has
 * pointed here, so the {@code Host} has to be an address or a name that is known; and it can make a
 * browser post here, so a post has to come from the inbox's own pages. Programs send no {@code
 * Origin} and are not asked for one.
 */
final class RequestGuard {
  private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}]");

  private final Set<String> names;

  /**
   * Makes a guard.
   *
   * @param names the names besides {@code localhost} under which the inbox is reached, lower case
   */
  RequestGuard(Set<String> names) {
    this.names = Set.copyOf(names);
  }

  /** Why a request is refused; null if it may go on. */
  @Nullable String objection(
      String method, @Nullable String host, @Nullable String origin, boolean ingest) {
    if (host == null || !isKnown(host)) {
      return "The inbox is not reached under the name in the header Host; open it as"
          + " http://127.0.0.1 or localhost with its port, or start it with --host NAME";
    }
    if (origin == null || method.equals("GET") || method.equals("HEAD")) {
      return null;
    }
    boolean welcome = ingest ? isLocalPage(origin) : isOwnPage(origin, host);
    return welcome ? null : "A page of another origin may not post to the inbox";
  }

  /**
   * Whether a page may send its errors here: one that is served on this machine or under a name of
   * the inbox, as those of web applications in development are.
   */
  boolean isLocalPage(String origin) {
    String lower = origin.toLowerCase(Locale.ROOT);
    int scheme = lower.indexOf("://");
    if (scheme < 0) {
      return false;
    }
    String name = withoutPort(lower.substring(scheme + 3));
    return name.equals("localhost")
        || name.equals("[::1]")
        || name.startsWith("127.") && IPV4.matcher(name).matches()
        || names.contains(name);
  }

  /** The inbox speaks no TLS, but what is in front of it under one of its names may. */
  private boolean isOwnPage(String origin, String host) {
    return origin.equalsIgnoreCase("http://" + host)
        || origin.equalsIgnoreCase("https://" + host)
            && names.contains(withoutPort(host.toLowerCase(Locale.ROOT)));
  }

  private boolean isKnown(String host) {
    String name = withoutPort(host.toLowerCase(Locale.ROOT));
    return name.equals("localhost")
        || IPV4.matcher(name).matches()
        || IPV6.matcher(name).matches()
        || names.contains(name);
  }

  private static String withoutPort(String authority) {
    return PORT.matcher(authority).replaceFirst("");
  }
}
