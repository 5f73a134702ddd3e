package dev.whorl.grouping;

/**
 * The kinds of text that vary in messages, in the order in which a server of spring 2026 tries
 * them: the first that fits at a place wins, even if a later one would take more. E-mail addresses
 * come before all of them; they may begin nearly everywhere, so that {@link MessageScan} looks for
 * them by their sign.
 */
enum MessageKind {
  URL("<url>", "fhw", "ts", After.NO_WORD),
  HOSTNAME("<hostname>", Sets.LABEL, Sets.LABEL + ".", After.BOUNDARY),
  IP("<ip>", Sets.HEX + ":", Sets.HEX + ":.", After.NO_ASCII_WORD),
  TRACEPARENT("<traceparent>", "01", "0-", After.NO_WORD),
  UUID("<uuid>", Sets.HEX, Sets.HEX, After.NO_WORD),
  SHA1("<sha1>", Sets.HEX, Sets.HEX, After.NO_WORD),
  MD5("<md5>", Sets.HEX, Sets.HEX, After.NO_WORD),
  DATE(
      "<date>",
      Sets.DIGITS + ShortNames.INITIALS + "d",
      Sets.DIGITS + ShortNames.SECONDS + "a: ",
      After.ANYTHING),
  DURATION("<duration>", Sets.DIGITS, Sets.DIGITS + ".ms", After.ANYTHING),
  SWIFT_TXN_ID("<swift_txn_id>", "t", "x", After.NO_WORD),
  HEX("<hex>", Sets.HEX + "-", Sets.HEX + "xX", After.NO_WORD),
  GIT_SHA("<git_sha>", Sets.HEX, Sets.HEX, After.NO_WORD),
  FLOAT("<float>", Sets.DIGITS + "-", Sets.DIGITS + ".", After.NO_WORD_OR_MINUS),
  INT("<int>", Sets.DIGITS + "-", Sets.ANY, After.NO_WORD),
  QUOTED_STR("<quoted_str>", "'\"", Sets.ANY, After.EQUALS),
  BOOL("<bool>", "TtFf", "ra", After.EQUALS);

  /** Stands for all digits that are not ASCII. */
  static final char FOREIGN_DIGIT = '\u0660';

  private final String placeholder;
  private final String starts;
  private final String seconds;
  private final After after;

  MessageKind(String placeholder, String starts, String seconds, After after) {
    this.placeholder = placeholder;
    this.starts = starts;
    this.seconds = seconds;
    this.after = after;
  }

  String placeholder() {
    return placeholder;
  }

  /** Whether it may begin with a character, ASCII or a foreign digit, behind something. */
  boolean mayBegin(Preceding preceding, char start) {
    boolean word = preceding == Preceding.ASCII_WORD || preceding == Preceding.OTHER_WORD;
    boolean allowed =
        switch (after) {
          case ANYTHING -> true;
          case NO_WORD -> !word;
          case NO_ASCII_WORD -> preceding != Preceding.ASCII_WORD;
          case NO_WORD_OR_MINUS -> !word || start == '-';
          case BOUNDARY -> word != Characters.isWord(start);
          case EQUALS -> preceding == Preceding.EQUALS;
        };
    return allowed && starts.indexOf(start) >= 0;
  }

  /**
   * Whether a character, ASCII or a foreign digit, may follow its first one, be it as a part of it
   * or behind it.
   */
  boolean mayGoOn(char second) {
    return seconds.equals(Sets.ANY) || seconds.indexOf(second) >= 0;
  }

  /** What a kind needs to stand behind. */
  private enum After {
    ANYTHING,
    NO_WORD,
    NO_ASCII_WORD,
    /** No word, except that a minus sign may stand behind one. */
    NO_WORD_OR_MINUS,
    /** A word before what is no word character, or the other way round. */
    BOUNDARY,
    EQUALS
  }

  /** What stands before a place in a text. */
  enum Preceding {
    NO_WORD,
    EQUALS,
    ASCII_WORD,
    OTHER_WORD
  }

  private static final class Sets {
    static final String ANY = "";
    static final String DIGITS = Characters.DIGITS + FOREIGN_DIGIT;
    static final String HEX = Characters.HEX_DIGITS;
    static final String LABEL = Characters.DIGITS + Characters.LETTERS + "-";
  }
}
