package dev.whorl.grouping.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stack trace and what stack-trace rules find out about its frames. Rules change it once, before
 * anything is computed; from then on threads may share it.
 */
public class GroupableTrace {
  /** Without frames there is nothing to find out. */
  public static final GroupableTrace EMPTY = new GroupableTrace(List.of());

  private final List<GroupableFrame> frames;
  private final @Nullable Boolean[] inApp;
  private final @Nullable String[] categories;
  private @Nullable String @Nullable [] whyInApp;
  private @Nullable String @Nullable [] whyCategory;
  private boolean prepared;

  /**
   * Makes a trace of which only is known what the client said is in-app.
   *
   * @param frames outermost call first
   */
  public GroupableTrace(List<GroupableFrame> frames) {
    this.frames = List.copyOf(frames);
    inApp = new Boolean[frames.size()];
    categories = new String[frames.size()];
    for (int i = 0; i < inApp.length; i++) {
      inApp[i] = frames.get(i).inApp();
    }
    prepared = frames.isEmpty();
  }

  /**
   * Copies a trace.
   *
   * @param other no rules have seen it
   */
  protected GroupableTrace(GroupableTrace other) {
    frames = other.frames;
    inApp = other.inApp.clone();
    categories = other.categories.clone();
    prepared = frames.isEmpty();
  }

  /** Remembers why rules decide what they do, for whoever asks {@link #whyInApp} later. */
  public void keepReasons() {
    if (!prepared) {
      whyInApp = new String[frames.size()];
      whyCategory = new String[frames.size()];
    }
  }

  /**
   * The frames.
   *
   * @return outermost call first, the place of the throw last
   */
  public List<GroupableFrame> frames() {
    return frames;
  }

  public int size() {
    return frames.size();
  }

  public boolean isEmpty() {
    return frames.isEmpty();
  }

  /**
   * Whether a frame belongs to the application.
   *
   * @param frame its index
   * @return null if neither the client nor a rule said so
   */
  public @Nullable Boolean inApp(int frame) {
    return inApp[frame];
  }

  /**
   * Whether a frame is known to belong to the application.
   *
   * @param frame its index
   * @return false also if nobody said so
   */
  public boolean isInApp(int frame) {
    return Boolean.TRUE.equals(inApp[frame]);
  }

  /**
   * Whether any frame is known to belong to the application.
   *
   * @return true if so
   */
  public boolean isAnyInApp() {
    for (int i = 0; i < inApp.length; i++) {
      if (isInApp(i)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Says whether a frame belongs to the application.
   *
   * @param frame its index
   * @param value whether it does
   * @param because why, for people
   */
  public void inApp(int frame, boolean value, String because) {
    inApp[frame] = value;
    if (whyInApp != null) {
      whyInApp[frame] = because;
    }
  }

  /**
   * Why a frame belongs to the application or not.
   *
   * @param frame its index
   * @return null if no rule decided it, or nobody keeps reasons
   */
  public @Nullable String whyInApp(int frame) {
    return whyInApp == null ? null : whyInApp[frame];
  }

  /**
   * What kind of code a frame is.
   *
   * @param frame its index
   * @return for example {@code std}, null if unknown
   */
  public @Nullable String category(int frame) {
    return categories[frame];
  }

  /**
   * Says what kind of code a frame is.
   *
   * @param frame its index
   * @param value for example {@code std}
   * @param because why, for people
   */
  public void category(int frame, String value, String because) {
    categories[frame] = value;
    if (whyCategory != null) {
      whyCategory[frame] = because;
    }
  }

  /**
   * Why a frame is of its category.
   *
   * @param frame its index
   * @return null if no rule decided it, or nobody keeps reasons
   */
  public @Nullable String whyCategory(int frame) {
    return whyCategory == null ? null : whyCategory[frame];
  }

  /**
   * Whether other events have this very trace, too, so that what follows from it is worth
   * remembering.
   *
   * @return false for a trace that one event has
   */
  public boolean isShared() {
    return false;
  }

  /**
   * Whether the rules were here.
   *
   * @return true if the trace does not change any more
   */
  public boolean isPrepared() {
    return prepared;
  }

  /** Ends the changes. */
  public void setPrepared() {
    prepared = true;
  }
}
