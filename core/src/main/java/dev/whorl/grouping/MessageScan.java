package dev.whorl.grouping;

import org.jspecify.annotations.Nullable;

/**
 * One pass over one text, from left to right. What looks ahead is bounded or remembers what it saw,
 * so that no text, however hostile, takes more than time linear in its length.
 */
final class MessageScan {
  private static final String EMAIL = "<email>";

  private final AddressPatterns addresses;
  private final IpPatterns ipAddresses;
  private final IdentifierPatterns identifiers;
  private final DatePatterns dates;
  private final NumberPatterns numbers;
  private final AssignedPatterns assigned;

  private final String text;
  private final DigitRun run;

  /** Where the match that was found last ends. */
  private int end;

  MessageScan(String text) {
    this.text = text;
    TextCursor cursor = new TextCursor(text);
    run = new DigitRun(text);
    addresses = new AddressPatterns(text);
    ipAddresses = new IpPatterns(text);
    identifiers = new IdentifierPatterns(text, cursor);
    dates = new DatePatterns(text, cursor, run);
    numbers = new NumberPatterns(text, run);
    assigned = new AssignedPatterns(text);
  }

  /** The text with placeholders; the same object if nothing varies. */
  String template() {
    StringBuilder template = null;
    int copied = 0;
    Beginnings beginnings = Beginnings.ofText();
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      String placeholder = placeholder(beginnings.with(codePoint), at);
      if (placeholder == null) {
        at = run.afterNothing(at + Character.charCount(codePoint));
        beginnings = Beginnings.after(codePoint);
        continue;
      }
      if (template == null) {
        template = new StringBuilder(text.length() + 16);
      }
      template.append(text, copied, at).append(placeholder);
      at = end;
      copied = end;
      beginnings = Beginnings.after(text.codePointBefore(end));
    }
    return template == null ? text : template.append(text, copied, text.length()).toString();
  }

  /** What to put in place of what begins here; null if none of the kinds in the set does. */
  private @Nullable String placeholder(int kinds, int at) {
    end = addresses.email(at);
    if (end >= 0) {
      return EMAIL;
    }
    if (kinds == 0) {
      return null;
    }
    int rest = kinds & Beginnings.goingOn(Characters.charAt(text, at + 1));
    for (; rest != 0; rest &= rest - 1) {
      MessageKind kind = Beginnings.first(rest);
      end = end(kind, at);
      if (end >= 0) {
        return kind.placeholder();
      }
    }
    return null;
  }

  /** Where what is of this kind and begins here ends; negative if nothing does. */
  private int end(MessageKind kind, int at) {
    return switch (kind) {
      case URL -> addresses.url(at);
      case HOSTNAME -> addresses.hostname(at);
      case IP -> ipAddresses.end(at);
      case TRACEPARENT -> identifiers.traceparent(at);
      case UUID -> identifiers.uuid(at);
      case SHA1 -> identifiers.hash(at, 40);
      case MD5 -> identifiers.hash(at, 32);
      case DATE -> dates.end(at);
      case DURATION -> numbers.duration(at);
      case SWIFT_TXN_ID -> identifiers.swiftTransaction(at);
      case HEX -> identifiers.hex(at);
      case GIT_SHA -> identifiers.gitSha(at);
      case FLOAT -> numbers.decimal(at);
      case INT -> numbers.integer(at);
      case QUOTED_STR -> assigned.quoted(at);
      case BOOL -> assigned.bool(at);
    };
  }
}
