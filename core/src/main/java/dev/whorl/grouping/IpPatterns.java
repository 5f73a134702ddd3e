package dev.whorl.grouping;

/** IP addresses in one text; no more than some forty characters are ever looked at. */
final class IpPatterns {
  private static final int ALL_GROUPS = 8;

  private final String text;

  IpPatterns(String text) {
    this.text = text;
  }

  /** Where the address that begins here ends; negative if none does. */
  int end(int at) {
    if (text.charAt(at) == ':') {
      return colonsFirst(at);
    }
    int end = Characters.wordBefore(text, at) ? -1 : version4(at);
    return end >= 0 ? end : groupsFirst(at);
  }

  /** Four numbers up to 255; leading zeros pass, but not more than three digits. */
  private int version4(int start) {
    int at = start;
    for (int numbers = 1; ; numbers++) {
      int end = at;
      int number = 0;
      while (end - at < 3 && isDecimal(end)) {
        number = number * 10 + text.charAt(end) - '0';
        end++;
      }
      if (end == at || number > 255) {
        return -1;
      }
      if (numbers == 4) {
        return Characters.wordAt(text, end) ? -1 : end;
      }
      if (Characters.charAt(text, end) != '.') {
        return -1;
      }
      at = end + 1;
    }
  }

  /**
   * Eight groups; or up to seven and two colons; or up to six, two colons and one group. A server
   * reads no more after the colons: {@code 2001:db8::1:2} is an address, a colon and a number.
   */
  private int groupsFirst(int start) {
    int at = start;
    for (int groups = 1; ; groups++) {
      int end = afterGroup(at);
      if (end == at) {
        return -1;
      }
      if (groups == ALL_GROUPS) {
        return standsAlone(end) ? end : -1;
      }
      if (Characters.charAt(text, end) != ':') {
        return -1;
      }
      at = end + 1;
      if (Characters.charAt(text, at) == ':') {
        return afterColons(at + 1, groups);
      }
    }
  }

  private int afterColons(int at, int groups) {
    if (standsAlone(at)) {
      return at;
    }
    int end = afterGroup(at);
    return groups < ALL_GROUPS - 1 && end > at && standsAlone(end) ? end : -1;
  }

  /** Two colons and up to seven groups, as many as leave no half of a word behind. */
  private int colonsFirst(int start) {
    if (Characters.charAt(text, start + 1) != ':') {
      return -1;
    }
    int at = start + 2;
    int best = standsAlone(at) ? at : -1;
    for (int groups = 1; groups < ALL_GROUPS; groups++) {
      int end = afterGroup(at);
      if (end == at || !standsAlone(end)) {
        break;
      }
      best = end;
      if (Characters.charAt(text, end) != ':') {
        break;
      }
      at = end + 1;
    }
    return best;
  }

  private int afterGroup(int start) {
    int end = start;
    while (end - start < 4 && Characters.isHex(Characters.charAt(text, end))) {
      end++;
    }
    return end;
  }

  private boolean standsAlone(int end) {
    return !Characters.isAsciiAlphanumeric(Characters.charAt(text, end));
  }

  private boolean isDecimal(int at) {
    char c = Characters.charAt(text, at);
    return c >= '0' && c <= '9';
  }
}
