package dev.whorl.logback;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whorl.GroupPattern;
import org.jspecify.annotations.Nullable;

/**
 * The word {@code %group} in the patterns of other appenders: the first 8 characters of the group
 * that Whorl computes for the logged throwable, or with {@code %group{full}} all of it. Empty where
 * there is no throwable. Made known to Logback by
 *
 * <pre>{@code
 * <conversionRule conversionWord="group" class="dev.whorl.logback.GroupConverter"/>
 * }</pre>
 */
public final class GroupConverter extends ClassicConverter {
  private static final String APPENDER = "<appender class=\"dev.whorl.logback.WhorlAppender\">";

  private @Nullable GroupPattern pattern;

  /** Made by Logback for each place where the word stands. */
  public GroupConverter() {}

  @Override
  public void start() {
    pattern = new GroupPattern(getOptionList(), APPENDER, this::addWarn);
    super.start();
  }

  @Override
  public String convert(ILoggingEvent event) {
    if (pattern == null || event.getThrowableProxy() == null) {
      return "";
    }
    return pattern.text(ThrowableGuard.firstReporter(getContext()), new LogbackLogCall(event));
  }
}
