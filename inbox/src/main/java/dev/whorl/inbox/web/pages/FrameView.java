package dev.whorl.inbox.web.pages;

import dev.whorl.grouping.facts.GroupableFrame;
import org.jspecify.annotations.Nullable;

/**
 * A frame of a stack trace.
 *
 * @param owner the package or the like, up to and with its last dot; empty for none
 * @param name what was called
 * @param place file and line; empty for none
 * @param source the line of source code, if the client sent it; empty for none
 * @param inApp whether it belongs to the application
 * @param mark whether it enters the group; null if nothing is said of it
 */
record FrameView(
    String owner, String name, String place, String source, boolean inApp, @Nullable Mark mark) {
  static FrameView of(GroupableFrame frame, boolean inApp, @Nullable Mark mark) {
    String module = frame.module() == null ? "" : frame.module();
    int dot = module.lastIndexOf('.');
    String type = module.substring(dot + 1);
    String function = frame.function() == null ? "<unknown>" : frame.function();
    String file = frame.filename() == null ? "" : frame.filename();
    String line = frame.lineno() > 0 ? ":" + frame.lineno() : "";
    String source = frame.contextLine() == null ? "" : frame.contextLine().strip();
    return new FrameView(
        PageText.line(module.substring(0, dot + 1)),
        PageText.line(type.isEmpty() ? function : type + "." + function),
        PageText.line(file + line),
        PageText.line(source),
        inApp,
        mark);
  }

  boolean enters() {
    return mark != null && mark.enters();
  }

  /** How it looks. */
  String style() {
    return (inApp ? "frame in-app" : "frame") + (enters() ? " enters" : "");
  }
}
