package dev.whorl.grouping.facts;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A frame as a client sent it and a server normalized it. Immutable, so that traces of many events
 * can share it; what rules find out about it in one trace is in {@link GroupableTrace}.
 */
public final class GroupableFrame {
  private static final int MOST_CHARS = 1024;

  private final @Nullable String platform;
  private final @Nullable String module;
  private final @Nullable String function;
  private final @Nullable String filename;
  private final @Nullable String absPath;
  private final @Nullable String packageName;
  private final @Nullable String contextLine;
  private final int lineno;
  private final int colno;
  private final @Nullable Boolean inApp;
  private final int nameHash;

  /**
   * Makes a frame.
   *
   * @param platform the frame's own platform, null for the event's
   * @param module the declaring class
   * @param function the method
   * @param filename the source file
   * @param absPath the path of the source file
   * @param packageName the library or binary it is in
   * @param contextLine the line of source code
   * @param lineno 0 if unknown
   * @param colno 0 if unknown
   * @param inApp what the client said, null for nothing
   */
  public GroupableFrame(
      @Nullable String platform,
      @Nullable String module,
      @Nullable String function,
      @Nullable String filename,
      @Nullable String absPath,
      @Nullable String packageName,
      @Nullable String contextLine,
      int lineno,
      int colno,
      @Nullable Boolean inApp) {
    this.platform = platform;
    this.module = module;
    this.function = function;
    this.filename = filename;
    this.absPath = absPath;
    this.packageName = packageName;
    this.contextLine = contextLine;
    this.lineno = lineno;
    this.colno = colno;
    this.inApp = inApp;
    nameHash = 31 * Objects.hashCode(module) + Objects.hashCode(function);
  }

  public @Nullable String platform() {
    return platform;
  }

  public @Nullable String module() {
    return module;
  }

  public @Nullable String function() {
    return function;
  }

  public @Nullable String filename() {
    return filename;
  }

  public @Nullable String absPath() {
    return absPath;
  }

  public @Nullable String packageName() {
    return packageName;
  }

  public @Nullable String contextLine() {
    return contextLine;
  }

  public int lineno() {
    return lineno;
  }

  public int colno() {
    return colno;
  }

  /** What the client said, null for nothing. */
  public @Nullable Boolean inApp() {
    return inApp;
  }

  /** A hash of the names that differ most. */
  int nameHash() {
    return nameHash;
  }

  /** Whether all its texts together are of a length that frames usually have. */
  boolean isShort() {
    return length(module)
            + length(function)
            + length(filename)
            + length(absPath)
            + length(packageName)
            + length(contextLine)
        <= MOST_CHARS;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  /**
   * Whether another frame has the same names, so that whatever depends on nothing else is the same.
   */
  boolean isNamedLike(GroupableFrame other) {
    return this == other
        || nameHash == other.nameHash
            && Objects.equals(module, other.module)
            && Objects.equals(function, other.function)
            && Objects.equals(filename, other.filename)
            && Objects.equals(absPath, other.absPath)
            && Objects.equals(packageName, other.packageName)
            && Objects.equals(platform, other.platform)
            && Objects.equals(contextLine, other.contextLine);
  }

  /**
   * Whether a call from another frame is a recursion: the same place in every respect.
   *
   * @param caller the frame before
   * @return whether all but platform and source line is the same
   */
  public boolean isRecursionOf(GroupableFrame caller) {
    return lineno == caller.lineno
        && colno == caller.colno
        && nameHash == caller.nameHash
        && Objects.equals(function, caller.function)
        && Objects.equals(module, caller.module)
        && Objects.equals(filename, caller.filename)
        && Objects.equals(absPath, caller.absPath)
        && Objects.equals(packageName, caller.packageName);
  }
}
