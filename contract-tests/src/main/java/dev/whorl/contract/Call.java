package dev.whorl.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A log call, in no library's terms.
 *
 * @param level TRACE, DEBUG, INFO, WARN, ERROR or FATAL
 * @param logger the logger's name
 * @param message the template, with {@code {}} for each argument
 * @param arguments the arguments
 * @param thrown the throwable, or null
 * @param mdc set before the call and taken back right after it
 * @param keyValues the key-value pairs
 * @param marker the marker, or null
 */
public record Call(
    String level,
    String logger,
    @Nullable String message,
    Object[] arguments,
    @Nullable Throwable thrown,
    Map<String, String> mdc,
    Map<String, Object> keyValues,
    @Nullable MarkerSpec marker) {

  /** The logger of calls that do not care. */
  public static final String LOGGER = "com.acme.shop.Orders";

  static Call at(String level, @Nullable String message, Object... arguments) {
    return new Call(level, LOGGER, message, arguments, null, Map.of(), Map.of(), null);
  }

  static Call error(@Nullable String message, Object... arguments) {
    return at("ERROR", message, arguments);
  }

  Call thrown(Throwable throwable) {
    return new Call(level, logger, message, arguments, throwable, mdc, keyValues, marker);
  }

  Call logger(String name) {
    return new Call(level, name, message, arguments, thrown, mdc, keyValues, marker);
  }

  Call mdc(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(mdc);
    more.put(key, value);
    return new Call(level, logger, message, arguments, thrown, more, keyValues, marker);
  }

  Call keyValue(String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(keyValues);
    more.put(key, value);
    return new Call(level, logger, message, arguments, thrown, mdc, more, marker);
  }

  Call marker(MarkerSpec spec) {
    return new Call(level, logger, message, arguments, thrown, mdc, keyValues, spec);
  }
}
