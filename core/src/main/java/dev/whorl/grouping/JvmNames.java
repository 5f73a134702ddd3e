package dev.whorl.grouping;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of frames as they enter a group: without what a JVM or a library makes up anew at each run.
 * What is made up is replaced by {@code <auto>}, as the servers do.
 */
final class JvmNames {
  private static final String LAMBDA = "$$Lambda$";
  private static final List<String> METHOD_ACCESSORS =
      List.of(
          "sun.reflect.GeneratedMethodAccessor", "jdk.internal.reflect.GeneratedMethodAccessor");

  /** What is generated behind a part that stays, in the order in which servers look for it. */
  private enum Generated {
    ACCESSOR(
        "sun.reflect.Generated",
        "(sun\\.reflect\\.Generated(?:Serialization)?ConstructorAccessor)\\d+"),
    CGLIB("CGLIB$$", "(\\$\\$\\w+?CGLIB\\$\\$)[0-9a-fA-F]+(?:_\\d+)?"),
    JAVASSIST("$$_javassist", "(\\$\\$_javassist)(?:_seam)?(?:_\\d+)?"),
    CLOJURE("$fn__", "(\\$fn__)\\d+"),
    ENHANCER("$EnhancerBy", "(\\$\\$?EnhancerBy\\w+?\\$\\$?)[0-9a-fA-F]+(?:_\\d+)?"),
    FAST_CLASS("$FastClassBy", "(\\$\\$?FastClassBy\\w+?\\$\\$?)[0-9a-fA-F]+(?:_\\d+)?"),
    HIBERNATE("$HibernateProxy", "(\\$\\$?HibernateProxy\\$\\$?)\\w+");

    /** Most names have none of these, and to look for a text is cheaper than to try a pattern. */
    private final String sign;

    private final Pattern pattern;

    Generated(String sign, String pattern) {
      this.sign = sign;
      this.pattern = Pattern.compile(pattern);
    }

    String trim(String name) {
      return name.contains(sign) ? pattern.matcher(name).replaceAll("$1<auto>") : name;
    }
  }

  private JvmNames() {}

  /** The module as it enters a group; null if it does not. */
  static @Nullable String module(@Nullable String module) {
    if (module == null || module.isEmpty()) {
      return null;
    }
    String trimmed = trim(module);
    // Unchanged is the same object or an equal one; a name that was trimmed enters even if it is a
    // lambda's.
    return module.contains(LAMBDA) && trimmed.equals(module) ? null : trimmed;
  }

  private static String trim(String module) {
    for (String accessor : METHOD_ACCESSORS) {
      if (module.startsWith(accessor)) {
        return accessor;
      }
    }
    String trimmed = module;
    if (module.indexOf('$') >= 0 || module.startsWith("sun.")) {
      for (Generated generated : Generated.values()) {
        trimmed = generated.trim(trimmed);
      }
    }
    return trimmed;
  }

  /** The function as it enters a group; null if it does not. */
  static @Nullable String function(@Nullable String function) {
    return function == null || function.isEmpty() || function.startsWith("lambda$")
        ? null
        : function;
  }

  /** A file's name as it enters a group of JVM frames. */
  static String filename(String filename) {
    return Generated.JAVASSIST.trim(basename(filename));
  }

  /** The part after the last slash of either kind, in lower case. */
  static String basename(String path) {
    int slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
    return path.substring(slash + 1).toLowerCase(Locale.ROOT);
  }
}
