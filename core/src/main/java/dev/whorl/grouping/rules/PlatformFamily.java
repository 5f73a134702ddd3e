package dev.whorl.grouping.rules;

/** The families of platforms that the matcher {@code family} knows. */
final class PlatformFamily {
  private PlatformFamily() {}

  static String of(String platform) {
    return switch (platform) {
      case "native", "c", "objc", "cocoa", "swift" -> "native";
      case "javascript", "node" -> "javascript";
      default -> "other";
    };
  }
}
