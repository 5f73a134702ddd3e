package dev.whorl.capture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the application's own frames from foreign ones, by package. A name means that package or
 * class and all below it; it may have the wildcards {@code *} and {@code ?}. Where an include and
 * an exclude both apply the longer one decides.
 */
public final class InAppPackages {
  private final List<String> includes;
  private final List<String> excludes;

  /**
   * Sets what is in-app and what is not.
   *
   * @param includes names of packages or classes that are the application's own
   * @param excludes names of those that are not
   */
  public InAppPackages(List<String> includes, List<String> excludes) {
    this.includes = includes.stream().map(InAppPackages::withoutTail).toList();
    this.excludes = excludes.stream().map(InAppPackages::withoutTail).toList();
  }

  /**
   * Judges a frame.
   *
   * @param module the name of the frame's class, with its package
   * @return true or false if a name applies, null if none does
   */
  public @Nullable Boolean inApp(String module) {
    int included = longest(includes, module);
    int excluded = longest(excludes, module);
    return included < 0 && excluded < 0 ? null : included >= excluded;
  }

  /** {@code com.acme}, {@code com.acme.} and {@code com.acme.*} all mean the same. */
  private static String withoutTail(String name) {
    String rest = name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
    return rest.endsWith(".") ? rest.substring(0, rest.length() - 1) : name;
  }

  private static int longest(List<String> names, String module) {
    int longest = -1;
    for (String name : names) {
      if (name.length() > longest && covers(name, module)) {
        longest = name.length();
      }
    }
    return longest;
  }

  private static boolean covers(String name, String module) {
    if (name.indexOf('*') < 0 && name.indexOf('?') < 0) {
      return module.startsWith(name)
          && (module.length() == name.length() || ".$".indexOf(module.charAt(name.length())) >= 0);
    }
    return NameGlobs.matches(name, module) || NameGlobs.matches(name + ".*", module);
  }
}
