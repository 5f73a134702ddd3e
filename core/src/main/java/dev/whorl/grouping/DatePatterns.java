package dev.whorl.grouping;

/**
 * Dates and times of day in one text. The forms are those that a server knew in spring 2026, in its
 * order as far as two of them can begin at the same place. Forms with names of days and months take
 * any digits; in the others the first digit of each part must be plausible.
 */
final class DatePatterns {
  private static final String PYTHON_DATE = "datetime.datetime(";

  private static final String[] ZONES = {
    "UT", "GMT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"
  };

  /** The time zones of one letter, of which there is no J. */
  private static final String MILITARY_ZONES = "ABCDEFGHIKLMNOPQRSTUVWXYZ";

  private final String text;
  private final TextCursor cursor;
  private final ClockPatterns clocks;
  private final DigitRun run;
  private final Closings parentheses;

  DatePatterns(String text, TextCursor cursor, DigitRun run) {
    this.text = text;
    this.cursor = cursor;
    this.run = run;
    clocks = new ClockPatterns(text, cursor);
    parentheses = new Closings(text, ')');
  }

  /** Where the date that begins here ends; negative if none does. */
  int end(int at) {
    char c = text.charAt(at);
    if (c == 'd') {
      return python(at);
    }
    if (Characters.digitLength(text, at) > 0) {
      return digitsFirst(at);
    }
    int weekday = ShortNames.WEEKDAYS.indexAt(text, at);
    if (weekday >= 0) {
      return weekdayFirst(at, ShortNames.WEEKDAYS.name(weekday));
    }
    return ShortNames.MONTHS.indexAt(text, at) >= 0 ? monthFirst(at, at) : -1;
  }

  /** How many digits there are and what follows leaves few forms to try. */
  private int digitsFirst(int at) {
    run.moveTo(at);
    char next = Characters.charAt(text, run.end());
    return switch (run.count(at)) {
      case 1, 2 -> next == ':' ? clocks.end(at) : next == ' ' ? dayFirst(at) : -1;
      case 4 -> next == '-' ? yearFirst(at) : -1;
      case 8 -> next == 'T' || Characters.isSpace(next) ? dateAndTime(compactDay(at)) : -1;
      default -> -1;
    };
  }

  private int yearFirst(int at) {
    int end = rfc3339(at);
    if (end >= 0) {
      return end;
    }
    int day = day(at);
    end = dateAndTime(day);
    return end < 0 ? day : end;
  }

  /** {@code 2006-01-02T15:04:05.999Z07:00}, all but the seconds may end it. */
  private int rfc3339(int at) {
    cursor.from(at).digits(4, 4).text('-').digits(2, 2).text('-').digits(2, 2).text('T');
    if (cursor.end() < 0) {
      return -1;
    }
    int end = cursor.digits(2, 2).text(':').digits(2, 2).text(':').digits(2, 2).end();
    end = cursor.text('.').digits(1, Integer.MAX_VALUE).orBackTo(end).end();
    end = cursor.text('Z').orBackTo(end).end();
    int hours = cursor.anyOf("+-").orBackTo(end).end();
    return cursor.from(hours).digits(2, 2).text(':').digits(2, 2).orBackTo(end).end();
  }

  private int day(int at) {
    cursor.from(at).digits(4, 4).text('-').twoDigits('1').text('-');
    return cursor.twoDigits('3').end();
  }

  private int compactDay(int at) {
    return cursor.from(at).digits(4, 4).twoDigits('1').twoDigits('3').end();
  }

  /** An offset ends it wherever it can; so the longest time is not always the one that is taken. */
  private int dateAndTime(int day) {
    if (day < 0) {
      return -1;
    }
    int time = cursor.from(day).text('T').end();
    time = time < 0 ? cursor.from(day).space().end() : time;
    if (cursor.from(time).twoDigits('2').end() < 0) {
      return -1;
    }
    int seconds = clocks.seconds(time);
    int fraction = cursor.from(seconds).text('.').digits(1, Integer.MAX_VALUE).end();
    int minutes = clocks.minutes(time);
    int end = clocks.offset(fraction);
    end = end < 0 ? clocks.offset(seconds) : end;
    end = end < 0 ? clocks.offset(minutes) : end;
    end = end < 0 ? fraction : end;
    end = end < 0 ? seconds : end;
    return end < 0 ? minutes : end;
  }

  /** {@code 2 Jan 2006 15:04 GMT} at a word boundary; as RFC 2822 has it, from 1900 on. */
  private int dayFirst(int at) {
    if (Characters.wordBefore(text, at)) {
      return -1;
    }
    int year = cursor.from(at).digits(1, 2).text(' ').name(ShortNames.MONTHS).text(' ').end();
    int end = cursor.text("19").digits(2, 2).end();
    end = end < 0 ? cursor.from(year).anyOf("23456789").digits(3, 3).end() : end;
    cursor.from(end).text(' ').digits(2, 2);
    return timeOfMail();
  }

  private int weekdayFirst(int at, String weekday) {
    int shortEnd = at + 3;
    if (Characters.charAt(text, shortEnd) == ' ') {
      int end = monthDayYear(shortEnd + 1);
      end = end < 0 ? javaScript(shortEnd + 1) : end;
      return end < 0 ? unixTime(at, shortEnd + 1) : end;
    }
    int end = rfc822(shortEnd);
    end = end < 0 ? rfc850(shortEnd) : end;
    return end < 0 && text.startsWith(weekday, at) ? rfc850(at + weekday.length()) : end;
  }

  private int monthFirst(int at, int month) {
    int end = monthDayYear(month);
    return end < 0 ? unixTime(at, month) : end;
  }

  /** {@code Mon, 02 Jan 06 15:04 MST}; what RFC 2822 has with a weekday is such a date, too. */
  private int rfc822(int weekdayEnd) {
    cursor.from(weekdayEnd).text(", ").digits(1, 2).text(' ').name(ShortNames.MONTHS);
    cursor.text(' ').digits(2, 4).text(' ').digits(1, 2);
    return timeOfMail();
  }

  /** The rest of a date behind the hour. */
  private int timeOfMail() {
    int end = cursor.text(':').digits(2, 2).end();
    end = cursor.text(':').digits(2, 2).orBackTo(end).text(' ').end();
    int offset = cursor.anyOf("+-").digits(4, 4).end();
    return offset < 0 ? zone(end) : offset;
  }

  /** {@code Monday, 02-Jan-06 15:04:05 MST}. */
  private int rfc850(int weekdayEnd) {
    cursor.from(weekdayEnd).text(", ").digits(2, 2).text('-').name(ShortNames.MONTHS);
    cursor.text('-').digits(2, 2).text(' ');
    cursor.digits(2, 2).text(':').digits(2, 2).text(':').digits(2, 2).text(' ');
    return zone(cursor.end());
  }

  private int zone(int at) {
    for (String zone : ZONES) {
      if (at >= 0 && text.startsWith(zone, at)) {
        return at + zone.length();
      }
    }
    return cursor.from(at).anyOf(MILITARY_ZONES).end();
  }

  /** {@code Jan 18, 2019}. */
  private int monthDayYear(int month) {
    cursor.from(month).name(ShortNames.MONTHS).text(' ').digits(2, 2);
    return cursor.text(", ").digits(2, 4).end();
  }

  /** {@code Jan 02 2006 14:04:05 GMT-0800 (Pacific Standard Time)}, the name may be missing. */
  private int javaScript(int month) {
    cursor.from(month).name(ShortNames.MONTHS).text(' ').digits(2, 2).text(' ').digits(4, 4);
    cursor.text(' ').digits(2, 2).text(':').digits(2, 2).text(':').digits(2, 2);
    int end = cursor.text(" GMT").anyOf("+-").digits(4, 4).end();
    int name = cursor.text(" (").end();
    int closing = name < 0 ? -1 : parentheses.next(name);
    return closing > name ? closing + 1 : end;
  }

  /** {@code Feb 20 22:16:36 2024} at a word boundary; so a POSIX clock is told. */
  private int unixTime(int start, int month) {
    if (Characters.wordBefore(text, start)) {
      return -1;
    }
    cursor.from(month).name(ShortNames.MONTHS).text(' ').digits(1, 2).text(' ');
    cursor.digits(2, 2).text(':').digits(2, 2).text(':').digits(2, 2);
    return cursor.text(' ').digits(4, 4).end();
  }

  private int python(int at) {
    if (!text.startsWith(PYTHON_DATE, at)) {
      return -1;
    }
    int closing = parentheses.next(at + PYTHON_DATE.length());
    return closing < 0 ? -1 : closing + 1;
  }
}
