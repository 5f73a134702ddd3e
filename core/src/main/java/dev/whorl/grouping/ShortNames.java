package dev.whorl.grouping;

import java.util.List;

/** English names that are told apart by their first three letters: those of a calendar. */
final class ShortNames {
  static final ShortNames WEEKDAYS =
      new ShortNames("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
  static final ShortNames MONTHS =
      new ShortNames(
          "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  /** What a short or full name may begin with. */
  static final String INITIALS = "ADFJMNOSTW";

  /** The second letters of them. */
  static final String SECONDS = "aechopru";

  private final List<String> names;
  private final int[] keys;

  private ShortNames(String... names) {
    this.names = List.of(names);
    keys = this.names.stream().mapToInt(name -> key(name, 0)).toArray();
  }

  /** Which of the names has its three letters here; negative if none has. */
  int indexAt(String text, int at) {
    if (at + 3 > text.length()) {
      return -1;
    }
    int key = key(text, at);
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] == key) {
        return i;
      }
    }
    return -1;
  }

  String name(int index) {
    return names.get(index);
  }

  /** No two texts that begin with ASCII letters have the same key, others have none of theirs. */
  private static int key(String text, int at) {
    char second = text.charAt(at + 1);
    char third = text.charAt(at + 2);
    return second > 127 || third > 127 ? -1 : text.charAt(at) << 14 | second << 7 | third;
  }
}
