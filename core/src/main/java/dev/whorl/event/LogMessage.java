package dev.whorl.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a log call.
 *
 * @param template the text as the programmer wrote it, with its placeholders; null if unknown
 * @param formatted the text with the parameters filled in
 * @param params the parameters as text, without a trailing throwable; empty if there are none
 */
public record LogMessage(@Nullable String template, String formatted, List<String> params) {
  /**
   * Copies {@code params}.
   *
   * @param template as the programmer wrote it, null if unknown
   * @param formatted with the parameters filled in
   * @param params as text
   */
  public LogMessage {
    params = List.copyOf(params);
  }
}
