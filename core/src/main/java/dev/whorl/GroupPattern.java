package dev.whorl;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@code %group} in the pattern of an ordinary log file stands for: the first characters of
 * the group of the logged throwable, or with {@code %group{full}} all of them. One for each place
 * where it stands.
 */
public final class GroupPattern {
  /** The only option. */
  private static final String FULL = "full";

  private static final int SHORT_LENGTH = 8;

  private final boolean full;
  private final Consumer<String> warnings;
  private final String appenderElement;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * Reads the options; an unknown one is told and stands for none.
   *
   * @param options what stands in braces after the word, null for nothing
   * @param appenderElement how a configuration file names the appender, for the advice to add it
   * @param warnings the status system of the logging library
   */
  public GroupPattern(
      @Nullable List<String> options, String appenderElement, Consumer<String> warnings) {
    List<String> given =
        options == null
            ? List.of()
            : options.stream().map(String::trim).filter(option -> !option.isEmpty()).toList();
    full = given.equals(List.of(FULL));
    this.appenderElement = appenderElement;
    this.warnings = warnings;
    if (!full && !given.isEmpty()) {
      warnings.accept(
          ("%%group: unknown option '%s'. Write %%group for the first %d characters of the group,"
                  + " or %%group{full} for all of it. It is read as %%group.")
              .formatted(String.join(", ", given), SHORT_LENGTH));
    }
  }

  /**
   * The text for a log call. Throws nothing.
   *
   * @param reporter of the appender that is in force, null if there is none, which is told once
   * @param source a log call with a throwable
   * @return empty if there is no group
   */
  public String text(@Nullable Reporter reporter, LogSource source) {
    if (reporter == null) {
      if (!told.getAndSet(true)) {
        warnings.accept(
            ("%%group stays empty, since no appender of Whorl is started here, whose settings tell"
                    + " the group. Add %s to this configuration; if it is there, an earlier message"
                    + " says why it is not started.")
                .formatted(appenderElement));
      }
      return "";
    }
    String group = reporter.group(source);
    if (group == null) {
      return "";
    }
    return full ? group : group.substring(0, Math.min(SHORT_LENGTH, group.length()));
  }
}
