package dev.whorl.grouping.rules;

/** What a stack-trace rule does to a trace in which it matches a frame. */
sealed interface FrameAction {
  /** Which frames are meant. */
  enum Range {
    /** The frame that matched. */
    FRAME,
    /** {@code ^}: all after it, towards the throw. */
    CALLEES,
    /** {@code v}: all before it, towards the callers. */
    CALLERS
  }

  /** Whether frames belong to the application. */
  record SetInApp(Range range, boolean value) implements FrameAction {}

  /** Whether frames take part in grouping. */
  record SetGroup(Range range, boolean value) implements FrameAction {}

  /** What kind of code the frame is, for later rules. */
  record SetCategory(String category) implements FrameAction {}

  /** How many frames take part at most; 0 for all. */
  record MaxFrames(int frames) implements FrameAction {}

  /** How few frames are too few. */
  record MinFrames(int frames) implements FrameAction {}

  /** Has had no effect on groups for years; files still have it. */
  record InvertStackTrace() implements FrameAction {}
}
