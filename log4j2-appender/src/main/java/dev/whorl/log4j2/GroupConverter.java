package dev.whorl.log4j2;

import dev.whorl.GroupPattern;
import dev.whorl.Reporter;
import java.util.Arrays;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.pattern.ConverterKeys;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.apache.logging.log4j.core.pattern.PatternConverter;
import org.apache.logging.log4j.status.StatusLogger;
import org.jspecify.annotations.Nullable;

/**
 * The word {@code %group} in the patterns of other appenders: the first 8 characters of the group
 * that Whorl computes for the logged throwable, or with {@code %group{full}} all of it. Empty where
 * there is no throwable.
 */
@Plugin(name = "GroupConverter", category = PatternConverter.CATEGORY)
@ConverterKeys("group")
public final class GroupConverter extends LogEventPatternConverter {
  private final @Nullable Configuration configuration;
  private final GroupPattern pattern;

  private GroupConverter(@Nullable Configuration configuration, GroupPattern pattern) {
    super("Group", "group");
    this.configuration = configuration;
    this.pattern = pattern;
  }

  /**
   * Makes a converter for a place where the word stands; called by Log4j.
   *
   * @param configuration the one that the pattern belongs to, null if it belongs to none
   * @param options what stands in braces after the word, null for nothing
   * @return a converter
   */
  public static GroupConverter newInstance(
      @Nullable Configuration configuration, String @Nullable [] options) {
    return new GroupConverter(
        configuration,
        new GroupPattern(
            options == null ? null : Arrays.asList(options),
            "<Whorl>",
            StatusLogger.getLogger()::warn));
  }

  @Override
  public void format(LogEvent event, StringBuilder toAppendTo) {
    if (event.getThrown() != null) {
      toAppendTo.append(pattern.text(reporter(), new Log4jLogCall(event)));
    }
  }

  /**
   * Of several started appenders the one whose name comes first, since Log4j keeps no order. Asked
   * for each line: an appender may be stopped, added or started again at any time.
   */
  private @Nullable Reporter reporter() {
    if (configuration == null) {
      return null;
    }
    Reporter found = null;
    String name = "";
    for (Appender appender : configuration.getAppenders().values()) {
      if (appender instanceof WhorlAppender whorl
          && (found == null || whorl.getName().compareTo(name) < 0)) {
        Reporter running = whorl.running();
        if (running != null) {
          found = running;
          name = whorl.getName();
        }
      }
    }
    return found;
  }
}
