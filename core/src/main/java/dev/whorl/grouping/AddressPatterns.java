package dev.whorl.grouping;

import java.util.List;

/**
 * E-mail addresses, URLs and host names in one text. What was looked at once is remembered, so that
 * asking at every place of a text, from left to right, takes time linear in its length.
 */
final class AddressPatterns {
  private static final List<String> SCHEMES =
      List.of("http://", "https://", "ws://", "wss://", "ftp://");
  private static final int LONGEST_LABEL = 63;

  private final String text;

  /** The next local part reaches from the one to the other. */
  private int emailStart;

  private int emailSign;

  /** The end of the label characters that were looked at last. */
  private int labelEnd;

  /** No domain follows a dot before any place from the one to the other, both included. */
  private int noDomainFrom = -1;

  private int noDomainTo = -1;

  AddressPatterns(String text) {
    this.text = text;
  }

  /** Where the address that begins here ends; negative if none does. */
  int email(int at) {
    if (at >= emailSign) {
      findEmail(at);
    }
    return at < emailStart ? -1 : domainOfEmail(emailSign + 1);
  }

  private void findEmail(int from) {
    int sign = text.indexOf('@', from + 1);
    while (sign >= 0) {
      int start = sign;
      if (Characters.isLabel(Characters.charAt(text, sign + 1))) {
        while (start > from && Characters.isLocalPart(text.charAt(start - 1))) {
          start--;
        }
      }
      if (start < sign) {
        emailStart = start;
        emailSign = sign;
        return;
      }
      sign = text.indexOf('@', sign + 1);
    }
    emailStart = Integer.MAX_VALUE;
    emailSign = Integer.MAX_VALUE;
  }

  private int domainOfEmail(int start) {
    int end = afterLabel(start);
    while (Characters.charAt(text, end) == '.'
        && Characters.isLabel(Characters.charAt(text, end + 1))) {
      end = afterLabel(end + 1);
    }
    return end;
  }

  int url(int at) {
    for (String scheme : SCHEMES) {
      if (text.startsWith(scheme, at)) {
        return authority(at + scheme.length());
      }
    }
    return -1;
  }

  /** All up to white space, except that the second character may be white space, too. */
  private int authority(int start) {
    if (start >= text.length()) {
      return -1;
    }
    char first = text.charAt(start);
    if (Characters.isSpace(first) || "/$.?#".indexOf(first) >= 0) {
      return -1;
    }
    int second = start + Character.charCount(text.codePointAt(start));
    if (second >= text.length()) {
      return -1;
    }
    return afterNonSpace(text, second + Character.charCount(text.codePointAt(second)));
  }

  /** The first white space from a place on, or the end of the text. */
  static int afterNonSpace(String text, int start) {
    int end = start;
    while (end < text.length() && !Characters.isSpace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  int hostname(int at) {
    if (at >= labelEnd) {
      labelEnd = afterLabel(at);
    }
    int length = labelEnd - at;
    if (length == 0 || length > LONGEST_LABEL || Characters.charAt(text, labelEnd) != '.') {
      return -1;
    }
    return domain(labelEnd + 1);
  }

  /** The first top-level domain in a row of labels, of which the first one begins here. */
  private int domain(int start) {
    if (start >= noDomainFrom && start <= noDomainTo) {
      return -1;
    }
    int label = start;
    while (true) {
      int end = TopLevelDomains.end(text, label);
      if (end >= 0) {
        return end;
      }
      int dot = label;
      while (dot - label <= LONGEST_LABEL && Characters.isLabel(Characters.charAt(text, dot))) {
        dot++;
      }
      boolean last =
          dot == label || dot - label > LONGEST_LABEL || Characters.charAt(text, dot) != '.';
      if (last) {
        noDomainFrom = start;
        noDomainTo = label;
        return -1;
      }
      label = dot + 1;
    }
  }

  private int afterLabel(int start) {
    int end = start;
    while (end < text.length() && Characters.isLabel(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
