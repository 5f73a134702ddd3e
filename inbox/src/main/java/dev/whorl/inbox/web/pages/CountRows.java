package dev.whorl.inbox.web.pages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Numbers of several things of a kind.
 *
 * @param id of the list on the page
 * @param title of the list
 * @param note what the numbers are of
 * @param none what is said where there are none
 * @param rows the largest numbers first
 */
record CountRows(String id, String title, String note, String none, List<Row> rows) {
  private static final int MOST = 20;

  /**
   * A number.
   *
   * @param name of the thing
   * @param count how many
   */
  record Row(String name, String count) {}

  /** As they are counted, with names as people read them. */
  static CountRows of(String id, String title, String note, String none, Map<String, Long> counts) {
    List<Map.Entry<String, Long>> sorted = new ArrayList<>(counts.entrySet());
    sorted.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()));
    List<Row> rows = new ArrayList<>();
    long others = 0;
    for (Map.Entry<String, Long> entry : sorted) {
      if (rows.size() < MOST) {
        String name = PageText.line(entry.getKey().replace('_', ' '));
        rows.add(new Row(name, PageText.number(entry.getValue())));
      } else {
        others += entry.getValue();
      }
    }
    if (others > 0) {
      int kinds = sorted.size() - MOST;
      rows.add(new Row(PageText.count(kinds, "other"), PageText.number(others)));
    }
    return new CountRows(id, title, note, none, List.copyOf(rows));
  }
}
