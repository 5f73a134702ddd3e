package dev.whorl.grouping;

/**
 * The digits around the place where a scan is, and the fraction behind them. They are measured once
 * for all places within them; without that, a long number would be read again at each of its
 * digits.
 */
final class DigitRun {
  /** Of eight digits, the most that a date begins with. */
  private static final int MOST_CHARACTERS = 16;

  private final String text;
  private int start;
  private int end;
  private int fractionEnd;
  private boolean hasAscii;
  private boolean hasForeign;

  DigitRun(String text) {
    this.text = text;
  }

  /** Goes to a digit; without a digit there the run is empty. */
  void moveTo(int at) {
    if (at >= start && at < end) {
      return;
    }
    start = at;
    end = after(at);
    hasAscii = false;
    hasForeign = false;
    for (int i = at; i < end; i++) {
      boolean ascii = text.charAt(i) < 128;
      hasAscii |= ascii;
      hasForeign |= !ascii;
    }
    int fraction = end > at && Characters.charAt(text, end) == '.' ? after(end + 1) : -1;
    fractionEnd = fraction > end + 1 ? fraction : -1;
  }

  /** Where the digits end. */
  int end() {
    return end;
  }

  /** Where the fraction behind the digits ends; negative if there is none. */
  int fractionEnd() {
    return fractionEnd;
  }

  /** How many digits there are from this place on; more than eight are not counted exactly. */
  int count(int at) {
    int length = end - at;
    return hasForeign && length <= MOST_CHARACTERS ? text.codePointCount(at, end) : length;
  }

  /**
   * Where to go on if nothing begins at the digit before this place: at its last eight digits, as
   * only dates can begin within digits, if their ends were tried before. In a run of ASCII and
   * other digits more could.
   */
  int afterNothing(int at) {
    int last = end - MOST_CHARACTERS;
    if (at <= start || at >= last || hasAscii && hasForeign) {
      return at;
    }
    return Character.isLowSurrogate(text.charAt(last)) ? last + 1 : last;
  }

  private int after(int from) {
    int at = from;
    for (int length; (length = Characters.digitLength(text, at)) > 0; ) {
      at += length;
    }
    return at;
  }
}
