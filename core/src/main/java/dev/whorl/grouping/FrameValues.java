package dev.whorl.grouping;

import dev.whorl.grouping.facts.GroupableFrame;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a frame can enter a group. Line numbers never do.
 *
 * @param module the class, null if it does not count
 * @param filename the file, null if it does not count, as always where the module does
 * @param function the method, null if it does not count
 * @param contextLine the source line, for platforms that group by it; else null
 */
record FrameValues(
    @Nullable String module,
    @Nullable String filename,
    @Nullable String function,
    @Nullable String contextLine) {
  private static final Set<String> JVM = Set.of("java");
  private static final Set<String> BY_CONTEXT_LINE =
      Set.of("javascript", "node", "python", "php", "ruby");
  private static final Set<String> JAVASCRIPT = Set.of("javascript", "node");
  private static final List<String> URLS = List.of("http:", "https:", "applewebdata:", "blob:");
  private static final Set<String> NO_FILES = Set.of("<anonymous>", "[native code]");
  private static final int MAX_CONTEXT_LINE = 120;

  static FrameValues of(GroupableFrame frame, String eventPlatform) {
    String platform = frame.platform() == null ? eventPlatform : frame.platform();
    boolean jvm = JVM.contains(platform);
    String module = jvm ? JvmNames.module(frame.module()) : emptyToNull(frame.module());
    String function = jvm ? JvmNames.function(frame.function()) : emptyToNull(frame.function());
    if (function != null && JAVASCRIPT.contains(platform)) {
      function = function.substring(function.lastIndexOf('.') + 1);
    }
    String filename = module != null ? null : filename(frame, jvm);
    String line = BY_CONTEXT_LINE.contains(platform) ? contextLine(frame.contextLine()) : null;
    return new FrameValues(module, filename, function, line);
  }

  boolean isEmpty() {
    return module == null && filename == null && function == null && contextLine == null;
  }

  void addTo(List<String> stream) {
    add(stream, module);
    add(stream, filename);
    add(stream, function);
    add(stream, contextLine);
  }

  private static void add(List<String> stream, @Nullable String value) {
    if (value != null) {
      stream.add(value);
    }
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
    if (raw == null || raw.length() > MAX_CONTEXT_LINE) {
      return null;
    }
    return emptyToNull(raw.strip().replaceAll("\\s+", " "));
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
