package dev.whorl.grouping;

/** Times of day in one text; minutes and seconds are 00 to 59. */
final class ClockPatterns {
  private final String text;
  private final TextCursor cursor;

  ClockPatterns(String text, TextCursor cursor) {
    this.text = text;
    this.cursor = cursor;
  }

  /** Where the clock that begins with this digit ends; negative if none does. */
  int end(int at) {
    boolean afterDigit = at > 0 && Characters.isDigit(text.codePointBefore(at));
    int end = afterDigit ? -1 : twelveHours(at);
    end = end < 0 && !afterDigit ? twentyFourHours(at) : end;
    return end < 0 ? secondsWithColons(at) : end;
  }

  /** {@code 12:31 PM}, {@code 1:02:03am}. */
  private int twelveHours(int at) {
    int end = cursor.from(at).text('1').anyOf("012").end();
    cursor.from(end < 0 ? cursor.from(at).anyOf("123456789").end() : end);
    end = minutesAndSeconds();
    return cursor.text(' ').orBackTo(end).anyOf("aApP").anyOf("mM").end();
  }

  /** {@code 23:21}, {@code 07:30:15}, {@code 1:23}. */
  private int twentyFourHours(int at) {
    int end = cursor.from(at).text('2').anyOf("0123").end();
    end = end < 0 ? cursor.from(at).anyOf("01").anyOf(Characters.DIGITS).end() : end;
    cursor.from(end < 0 ? cursor.from(at).anyOf(Characters.DIGITS).end() : end);
    return minutesAndSeconds();
  }

  private int minutesAndSeconds() {
    int minutes = cursor.text(':').twoDigits('5').end();
    return cursor.text(':').twoDigits('5').orBackTo(minutes).clockEnd().end();
  }

  /** {@code hh:mm:ss} or {@code hhmmss}. */
  int seconds(int at) {
    int end = secondsWithColons(at);
    return end < 0 ? cursor.from(at).twoDigits('2').twoDigits('5').twoDigits('5').end() : end;
  }

  private int secondsWithColons(int at) {
    int end = minutes(at);
    return cursor.from(end).text(':').twoDigits('5').end();
  }

  /** {@code hh:mm}. */
  int minutes(int at) {
    return cursor.from(at).twoDigits('2').text(':').twoDigits('5').end();
  }

  /** {@code Z}, or a sign, hours and minutes with or without a colon. */
  int offset(int at) {
    int end = cursor.from(at).text('Z').end();
    if (end >= 0) {
      return end;
    }
    int hours = cursor.from(at).anyOf("+-").digits(2, 2).end();
    return cursor.text(':').orBackTo(hours).digits(2, 2).end();
  }
}
