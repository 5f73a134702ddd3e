package dev.whorl.inbox.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ends: the key that the list is sorted by, and the row that tells equal keys apart.
 *
 * @param sort names the order that it belongs to
 * @param key the key of the last row of the page
 * @param row the id of that row
 */
record Paging(String sort, long key, long row) {
  private static final int MOST = 500;

  static int check(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit is " + limit + ": it must be 1 to " + MOST);
    }
    return limit;
  }

  /** A place above all rows, unless a cursor says another one. */
  static Paging at(@Nullable String cursor, String sort) {
    if (cursor == null) {
      return new Paging(sort, Long.MAX_VALUE, Long.MAX_VALUE);
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      String[] parts = text.split(":", -1);
      if (parts.length == 3 && parts[0].equals(sort)) {
        return new Paging(sort, Long.parseLong(parts[1]), Long.parseLong(parts[2]));
      }
    } catch (IllegalArgumentException unreadable) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "cursor is \""
            + Text.cut(cursor, 100)
            + "\", which no page of this list gave: leave it out for the first page");
  }

  String cursor() {
    byte[] text = (sort + ":" + key + ":" + row).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }
}
