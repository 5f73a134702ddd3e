package dev.whorl.grouping;

import dev.whorl.grouping.facts.GroupableFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of a frame can enter a group: module, filename, function. Line numbers never do. */
final class FrameValues {
  private static final String JVM = "java";
  private static final Set<String> BY_CONTEXT_LINE =
      Set.of("javascript", "node", "python", "php", "ruby");
  private static final Set<String> JAVASCRIPT = Set.of("javascript", "node");
  private static final List<String> URLS = List.of("http:", "https:", "applewebdata:", "blob:");
  private static final Set<String> NO_FILES = Set.of("<anonymous>", "[native code]");
  private static final int MAX_CONTEXT_LINE = 120;

  private final List<String> texts;
  private final byte[] utf8;

  private FrameValues(List<String> texts) {
    this.texts = List.copyOf(texts);
    utf8 = String.join("", texts).getBytes(StandardCharsets.UTF_8);
  }

  static FrameValues of(GroupableFrame frame, String eventPlatform) {
    String platform = frame.platform() == null ? eventPlatform : frame.platform();
    boolean jvm = platform.equals(JVM);
    String module = jvm ? JvmNames.module(frame.module()) : frame.module();
    String function = jvm ? JvmNames.function(frame.function()) : frame.function();
    if (function != null && JAVASCRIPT.contains(platform)) {
      function = function.substring(function.lastIndexOf('.') + 1);
    }
    List<String> texts = new ArrayList<>();
    boolean named = add(texts, module);
    if (!named) {
      // So it counts only if the module does not.
      add(texts, filename(frame, jvm));
    }
    add(texts, function);
    if (BY_CONTEXT_LINE.contains(platform)) {
      add(texts, contextLine(frame.contextLine()));
    }
    return new FrameValues(texts);
  }

  private static boolean add(List<String> texts, @Nullable String text) {
    return text != null && !text.isEmpty() && texts.add(text);
  }

  boolean isEmpty() {
    return texts.isEmpty();
  }

  /** The values in order. */
  List<String> texts() {
    return texts;
  }

  void feed(GroupHash hash) {
    hash.add(utf8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FrameValues values && texts.equals(values.texts);
  }

  @Override
  public int hashCode() {
    return texts.hashCode();
  }

  private static @Nullable String filename(GroupableFrame frame, boolean jvm) {
    String filename = frame.filename();
    String absPath = frame.absPath();
    if (filename == null || filename.isEmpty() || NO_FILES.contains(filename)) {
      return null;
    }
    if (absPath != null && URLS.stream().anyMatch(absPath::startsWith)) {
      return null;
    }
    return jvm ? JvmNames.filename(filename) : JvmNames.basename(filename);
  }

  private static @Nullable String contextLine(@Nullable String raw) {
    return raw == null || raw.length() > MAX_CONTEXT_LINE
        ? null
        : raw.strip().replaceAll("\\s+", " ");
  }
}
