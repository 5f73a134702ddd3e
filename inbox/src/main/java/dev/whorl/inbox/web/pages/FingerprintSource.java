package dev.whorl.inbox.web.pages;

/** Where a fingerprint comes from, in words. */
final class FingerprintSource {
  private static final String RULE = "rule:";

  private FingerprintSource() {}

  /**
   * Says it for lists, where the line of a rule would be that of the file as the event arrived, and
   * nothing beside it shows what the file has there now.
   */
  static String shortWords(String from) {
    return from.startsWith(RULE) ? "from a rule" : words(from);
  }

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
