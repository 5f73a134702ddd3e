package dev.whorl.inbox.web;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request, independent of the server that took it.
 *
 * @param method such as {@code GET}
 * @param path decoded, without the query
 * @param query the parameters of the query, each with all its values
 * @param parameters what stood at the named places of the route
 * @param headers gives a header by its name, null if it is not there
 * @param body the body as it arrived; reading it has a deadline
 */
public record WebRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> parameters,
    Function<String, @Nullable String> headers,
    InputStream body) {

  /**
   * A header.
   *
   * @param name its name; case does not matter
   * @return its value, null if it is not there
   */
  public @Nullable String header(String name) {
    return headers.apply(name);
  }

  /**
   * A parameter of the query.
   *
   * @param name its name
   * @return its first value, null if it is not there
   */
  public @Nullable String queryParameter(String name) {
    List<String> values = query.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  /**
   * What stood at a named place of the route.
   *
   * @param name the place, for example {@code hash}
   * @return the text
   * @throws IllegalArgumentException if the route has no such place
   */
  public String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The route has no {" + name + "}");
    }
    return value;
  }

  WebRequest with(Map<String, String> found) {
    return new WebRequest(method, path, query, found, headers, body);
  }
}
