package dev.whorl.faults;

/** Numbers as words: messages that differ in digits only are of one group. */
final class Words {
  private static final String[] SYLLABLES = {
    "ka", "lo", "mi", "ne", "pu", "ro", "sa", "ti", "vo", "zu"
  };

  private Words() {}

  static String of(int number) {
    StringBuilder word = new StringBuilder();
    for (char digit : Integer.toString(number).toCharArray()) {
      word.append(SYLLABLES[digit - '0']);
    }
    return word.toString();
  }
}
