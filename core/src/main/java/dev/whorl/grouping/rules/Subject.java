package dev.whorl.grouping.rules;

import org.jspecify.annotations.Nullable;

/** What of an event a matcher looks at. */
enum Subject {
  TYPE("type", "error.type"),
  VALUE("value", "error.value"),
  MECHANISM("mechanism", "error.mechanism"),
  MESSAGE("message"),
  LOGGER("logger"),
  LEVEL("level"),
  /** One tag; its name follows. */
  TAG("tags."),
  MODULE("module", "stack.module"),
  FUNCTION("function", "stack.function"),
  PATH("path", "stack.abs_path"),
  PACKAGE("package", "stack.package"),
  CATEGORY("category"),
  APP("app"),
  FAMILY("family"),
  SDK("sdk"),
  RELEASE("release");

  private final String shortName;
  private final String longName;

  Subject(String name) {
    this(name, name);
  }

  Subject(String shortName, String longName) {
    this.shortName = shortName;
    this.longName = longName;
  }

  static @Nullable Subject named(String name) {
    if (name.startsWith(TAG.shortName)) {
      return TAG;
    }
    for (Subject subject : values()) {
      if (subject != TAG && (name.equals(subject.shortName) || name.equals(subject.longName))) {
        return subject;
      }
    }
    return null;
  }

  /** The canonical name of a matcher. */
  String key(String name) {
    return this == TAG ? name : shortName;
  }

  @Override
  public String toString() {
    return this == TAG ? "tags.NAME" : shortName;
  }
}
