package dev.whorl.inbox.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query, read strictly: a mistyped name would else be a filter that does
 * nothing. All methods throw {@link BadRequestException} with the parameter, its value and what it
 * may be.
 */
public final class Parameters {
  private final WebRequest request;

  /**
   * Looks at the query of a request.
   *
   * @param request the request
   * @param known the names that it may have, each once
   */
  public Parameters(WebRequest request, String... known) {
    this.request = request;
    Set<String> unknown = new TreeSet<>(request.query().keySet());
    unknown.removeAll(Arrays.asList(known));
    if (!unknown.isEmpty()) {
      String names = known.length == 0 ? "none" : String.join(", ", known);
      throw new BadRequestException(
          "unknown query parameter " + String.join(", ", unknown) + "; there is " + names);
    }
    request
        .query()
        .forEach(
            (name, values) -> {
              if (values.size() > 1) {
                throw new BadRequestException(name + " is given " + values.size() + " times");
              }
            });
  }

  /**
   * A text.
   *
   * @param name of the parameter
   * @return its value; null if it is not given or empty, as a form sends it
   */
  public @Nullable String text(String name) {
    String value = request.queryParameter(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** A whole number within bounds. */
  int number(String name, int otherwise, int least, int most) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as a number out of bounds is.
    }
    throw new BadRequestException(
        name + "=" + text + ": must be a whole number from " + least + " to " + most);
  }

  @Nullable Instant time(String name) {
    String text = text(name);
    return text == null ? null : time(name, text);
  }

  static Instant time(String name, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new BadRequestException(
          name + "=" + text + ": must be a time such as 2026-11-25T07:00:00Z");
    }
  }

  /**
   * One of some values.
   *
   * @param name of the parameter
   * @param otherwise what it is if it is not given
   * @param choices what it may be
   * @param called how a choice is written
   * @param <T> the type of the choices
   * @return the choice
   */
  public <T> T choice(String name, T otherwise, List<T> choices, Function<T, String> called) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    return choices.stream()
        .filter(choice -> called.apply(choice).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new BadRequestException(
                    name
                        + "="
                        + text
                        + ": must be one of "
                        + choices.stream().map(called).collect(Collectors.joining(", "))));
  }
}
