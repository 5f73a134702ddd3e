package dev.whorl.grouping.facts;

import org.jspecify.annotations.Nullable;

/**
 * A frame as grouping sees it. The text fields never change; stack-trace rules set {@link #inApp}
 * and {@link #category} before anything is computed, so a frame belongs to one computation.
 */
public final class GroupableFrame {
  private final @Nullable String platform;
  private final @Nullable String module;
  private final @Nullable String function;
  private final @Nullable String filename;
  private final @Nullable String absPath;
  private final @Nullable String packageName;
  private final @Nullable String contextLine;
  private final int lineno;
  private final int colno;
  private @Nullable Boolean inApp;
  private @Nullable String category;

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

  public @Nullable Boolean inApp() {
    return inApp;
  }

  public void inApp(boolean value) {
    inApp = value;
  }

  public @Nullable String category() {
    return category;
  }

  public void category(String value) {
    category = value;
  }
}
