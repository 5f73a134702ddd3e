package dev.whorl.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.whorl.event.Breadcrumb;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;

/**
 * Messages that are formatted when they are read. Logback formats none before an appender asks, and
 * to ask costs a call with one argument 200 bytes, what keeps template and arguments 50.
 */
final class MessageForLater {
  /** No number, no truth value and no id is longer. */
  private static final int MAX_PLAIN = 40;

  private MessageForLater() {}

  /**
   * The arguments of a call; null if its message cannot wait, as one of them may change, or if it
   * may become too long, or if there is nothing to format.
   */
  static @Nullable Object @Nullable [] arguments(ILoggingEvent event) {
    String template = event.getMessage();
    Object[] given = event.getArgumentArray();
    // A class of the program's own may format in its own way.
    if (template == null || given == null || event.getClass() != LoggingEvent.class) {
      return null;
    }
    // The array may be the program's.
    Object[] arguments = given.clone();
    int length = template.length();
    for (Object argument : arguments) {
      length += longest(argument);
      if (length > Breadcrumb.MAX_MESSAGE) {
        return null;
      }
    }
    return arguments;
  }

  /** As Logback does it. */
  static String format(String template, @Nullable Object[] arguments) {
    return MessageFormatter.arrayFormat(template, arguments).getMessage();
  }

  /** How long the text of an argument may be; too long for an argument that may change. */
  private static int longest(@Nullable Object argument) {
    if (argument instanceof String text) {
      return Math.min(text.length(), Breadcrumb.MAX_MESSAGE + 1);
    }
    boolean plain =
        argument == null
            || argument instanceof Integer
            || argument instanceof Long
            || argument instanceof Double
            || argument instanceof Boolean
            || argument instanceof Float
            || argument instanceof Short
            || argument instanceof Byte
            || argument instanceof Character
            || argument instanceof UUID;
    return plain ? MAX_PLAIN : Breadcrumb.MAX_MESSAGE + 1;
  }
}
