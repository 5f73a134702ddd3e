package dev.whorl.grouping;

import dev.whorl.grouping.MessageKind.Preceding;

/**
 * Which kinds may begin behind something, by their first two characters. It is looked up for each
 * character of a text, so that ordinary text, where few kinds can begin, costs little. A set of
 * kinds has a bit for each, by their order.
 */
final class Beginnings {
  private static final MessageKind[] KINDS = MessageKind.values();

  private static final Beginnings AFTER_NO_WORD = new Beginnings(Preceding.NO_WORD);
  private static final Beginnings AFTER_EQUALS = new Beginnings(Preceding.EQUALS);
  private static final Beginnings AFTER_ASCII_WORD = new Beginnings(Preceding.ASCII_WORD);
  private static final Beginnings AFTER_OTHER_WORD = new Beginnings(Preceding.OTHER_WORD);

  private static final Beginnings[] AFTER_ASCII = new Beginnings[128];
  private static final int[] SECONDS = new int[128];

  /** Behind a digit of one character there may be the half of a pair that is a digit, too. */
  private static final int FOREIGN_SECONDS = goingOnWith(MessageKind.FOREIGN_DIGIT);

  static {
    for (char c = 0; c < 128; c++) {
      AFTER_ASCII[c] = Characters.isWord(c) ? AFTER_ASCII_WORD : AFTER_NO_WORD;
      SECONDS[c] = goingOnWith(c);
    }
    AFTER_ASCII['='] = AFTER_EQUALS;
  }

  private final int[] starts = new int[128];
  private final int foreignStarts;

  private Beginnings(Preceding preceding) {
    for (char c = 0; c < 128; c++) {
      starts[c] = starting(preceding, c);
    }
    foreignStarts = starting(preceding, MessageKind.FOREIGN_DIGIT);
  }

  private static int starting(Preceding preceding, char c) {
    int kinds = 0;
    for (int i = 0; i < KINDS.length; i++) {
      kinds |= KINDS[i].mayBegin(preceding, c) ? 1 << i : 0;
    }
    return kinds;
  }

  private static int goingOnWith(char c) {
    int kinds = 0;
    for (int i = 0; i < KINDS.length; i++) {
      kinds |= KINDS[i].mayGoOn(c) ? 1 << i : 0;
    }
    return kinds;
  }

  /** At the beginning of a text. */
  static Beginnings ofText() {
    return AFTER_NO_WORD;
  }

  /** Behind a character. */
  static Beginnings after(int codePoint) {
    if (codePoint < 128) {
      return AFTER_ASCII[codePoint];
    }
    return Characters.isWord(codePoint) ? AFTER_OTHER_WORD : AFTER_NO_WORD;
  }

  /** The set of kinds that may begin with a character. */
  int with(int codePoint) {
    if (codePoint < 128) {
      return starts[codePoint];
    }
    return Characters.isDigit(codePoint) ? foreignStarts : 0;
  }

  /** The set of kinds that may have this as their second character, or directly behind them. */
  static int goingOn(char second) {
    return second < 128 ? SECONDS[second] : FOREIGN_SECONDS;
  }

  /** The first kind of a set that is not empty. */
  static MessageKind first(int kinds) {
    return KINDS[Integer.numberOfTrailingZeros(kinds)];
  }
}
