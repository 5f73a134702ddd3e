package dev.whorl.inbox.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint answers which path. A path is compared part by part; {@code {name}} takes any one
 * part, and a slash at the end does not matter. The first route that fits wins.
 */
public final class Routes implements Endpoint {
  private final List<Route> routes = new ArrayList<>();

  private record Route(String method, List<String> parts, Endpoint endpoint) {
    /** What stands at the named places; null if the path is another. */
    @Nullable Map<String, String> match(List<String> path) {
      if (path.size() != parts.size()) {
        return null;
      }
      Map<String, String> found = new LinkedHashMap<>();
      for (int i = 0; i < parts.size(); i++) {
        String part = parts.get(i);
        if (part.startsWith("{")) {
          found.put(part.substring(1, part.length() - 1), path.get(i));
        } else if (!part.equals(path.get(i))) {
          return null;
        }
      }
      return found;
    }
  }

  /** Makes routes that lead nowhere yet. */
  public Routes() {}

  /**
   * Adds a route.
   *
   * @param method the method that it answers; {@code GET} answers {@code HEAD}, too
   * @param path such as {@code /groups/{hash}}
   * @param endpoint answers
   * @return these routes
   */
  public Routes add(String method, String path, Endpoint endpoint) {
    routes.add(new Route(method, parts(path), endpoint));
    return this;
  }

  @Override
  public Answer answer(WebRequest request) throws IOException {
    List<String> path = parts(request.path());
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      Map<String, String> found = route.match(path);
      if (found != null) {
        if (route.method.equals(method)) {
          return route.endpoint.answer(request.with(found));
        }
        allowed.add(route.method);
      }
    }
    if (allowed.isEmpty()) {
      return Answer.refusal(404, "There is nothing at this address");
    }
    String methods = String.join(", ", allowed);
    return Answer.refusal(405, "This address takes " + methods).with("Allow", methods);
  }

  private static List<String> parts(String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    return List.of(
        (inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner).split("/", -1));
  }
}
