package dev.whorl.grouping;

/**
 * A place in a text that steps ahead while what is read there is what was expected. After a failure
 * all further steps do nothing, so that a pattern reads as one sentence and is asked once, by
 * {@link #end()}. Nothing is ever tried in two ways: a step takes as much as it can.
 */
final class TextCursor {
  private static final int FAILED = -1;

  private final String text;
  private int at;

  TextCursor(String text) {
    this.text = text;
  }

  /** Goes to a place; a negative one is a failure. */
  TextCursor from(int start) {
    at = start;
    return this;
  }

  /** The place behind what was read, or a negative number after a failure. */
  int end() {
    return at;
  }

  /** After a failure goes back to a place where all was well, else does nothing. */
  TextCursor orBackTo(int mark) {
    if (at < 0) {
      at = mark;
    }
    return this;
  }

  TextCursor text(String expected) {
    return step(at >= 0 && text.startsWith(expected, at) ? expected.length() : FAILED);
  }

  TextCursor text(char expected) {
    return step(at >= 0 && Characters.charAt(text, at) == expected ? 1 : FAILED);
  }

  TextCursor anyOf(String characters) {
    boolean good = at >= 0 && at < text.length() && characters.indexOf(text.charAt(at)) >= 0;
    return step(good ? 1 : FAILED);
  }

  /** One of some names of three letters, see {@link ShortNames}. */
  TextCursor name(ShortNames names) {
    return step(at >= 0 && names.indexAt(text, at) >= 0 ? 3 : FAILED);
  }

  TextCursor space() {
    boolean good = at >= 0 && at < text.length() && Characters.isSpace(text.charAt(at));
    return step(good ? 1 : FAILED);
  }

  /** As many digits of any script as there are, up to the most. */
  TextCursor digits(int least, int most) {
    int count = 0;
    while (at >= 0 && count < most) {
      int length = Characters.digitLength(text, at);
      if (length == 0) {
        break;
      }
      at += length;
      count++;
    }
    return count < least ? step(FAILED) : this;
  }

  /** Two digits, the first of them from 0 up to the highest. */
  TextCursor twoDigits(char highest) {
    char first = at < 0 ? '\0' : Characters.charAt(text, at);
    return step(first >= '0' && first <= highest ? 1 : FAILED).digits(1, 1);
  }

  TextCursor hex(int count) {
    for (int i = 0; i < count && at >= 0; i++) {
      step(Characters.isHex(Characters.charAt(text, at)) ? 1 : FAILED);
    }
    return this;
  }

  TextCursor lowerHex(int count) {
    for (int i = 0; i < count && at >= 0; i++) {
      step(Characters.isLowerHex(Characters.charAt(text, at)) ? 1 : FAILED);
    }
    return this;
  }

  /** Expects that no word goes on here. */
  TextCursor wordEnd() {
    return step(at >= 0 && Characters.wordAt(text, at) ? FAILED : 0);
  }

  /** Expects that neither a digit nor a colon follows. */
  TextCursor clockEnd() {
    boolean goesOn =
        at >= 0 && (Characters.charAt(text, at) == ':' || Characters.digitLength(text, at) > 0);
    return step(goesOn ? FAILED : 0);
  }

  private TextCursor step(int length) {
    at = length < 0 || at < 0 ? FAILED : at + length;
    return this;
  }
}
