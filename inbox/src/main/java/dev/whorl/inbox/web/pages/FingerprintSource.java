package dev.whorl.inbox.web.pages;

/** Where a fingerprint comes from, in words. */
final class FingerprintSource {
  private static final String RULE = "rule:";

  private FingerprintSource() {}

  /** Says it of what {@link dev.whorl.inbox.payload.FingerprintOrigin} found. */
  static String words(String from) {
    return switch (from) {
      case "default" -> "default grouping";
      case "client" -> "from the client";
      case "mdc" -> "from MDC";
      case "key-value" -> "from a key-value";
      case "marker" -> "from a marker";
      case "before-send" -> "from BeforeSend";
      default ->
          from.startsWith(RULE)
              ? "from the rule in line " + PageText.line(from.substring(RULE.length()))
              : "from " + PageText.line(from);
    };
  }
}
