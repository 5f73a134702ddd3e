package dev.whorl.testkit;

/** How events may be grouped. */
public enum Grouped {
  /** All in one group. */
  TOGETHER,
  /** Each in a group of its own. */
  APART
}
