package dev.whorl.inbox.cli;

import dev.whorl.inbox.preview.PreviewResult;
import dev.whorl.inbox.preview.PreviewResult.Part;
import dev.whorl.inbox.preview.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result of a preview for people. */
final class PreviewTable {
  private static final int MOST_ROWS = 20;
  private static final int MOST_PARTS = 5;
  private static final int HASH_CHARS = 8;
  private static final int TITLE_CHARS = 80;

  private final PreviewResult result;
  private final List<String> lines = new ArrayList<>();

  PreviewTable(PreviewResult result) {
    this.result = result;
  }

  /** A number of things, for example {@code 1,200 events}. */
  static String count(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? thing : thing + "s");
  }

  List<String> lines() {
    lines.add(
        count(result.events(), "event")
            + ": "
            + count(result.groupsBefore(), "group")
            + " before, "
            + String.format(Locale.ROOT, "%,d", result.groupsAfter())
            + " after; "
            + String.format(
                Locale.ROOT,
                "%,d merged, %,d split, %,d changed, %,d unchanged",
                result.merged().size(),
                result.split().size(),
                result.changed().size(),
                result.unchanged()));
    if (result.unreadable() > 0) {
      lines.add(count(result.unreadable(), "event") + " could not be read");
    }
    if (result.events() > 0 && !result.isChange()) {
      lines.add("No group would change.");
    }
    section("MERGED: new groups that take in several old ones", result.merged().size());
    result.merged().stream()
        .limit(MOST_ROWS)
        .forEach(it -> group(it.after(), it.events(), it.title(), it.before(), "<-"));
    more(result.merged().size(), MOST_ROWS, "");
    section("SPLIT: old groups that fall apart", result.split().size());
    result.split().stream()
        .limit(MOST_ROWS)
        .forEach(it -> group(it.before(), it.events(), it.title(), it.after(), "->"));
    more(result.split().size(), MOST_ROWS, "");
    section("CHANGED: groups that get another hash", result.changed().size());
    result.changed().stream()
        .limit(MOST_ROWS)
        .forEach(
            it -> row("", hash(it.before()) + " -> " + hash(it.after()), it.events(), it.title()));
    more(result.changed().size(), MOST_ROWS, "");
    return lines;
  }

  private void section(String heading, int size) {
    if (size > 0) {
      lines.add("");
      lines.add(heading);
    }
  }

  private void group(String hash, long events, String title, List<Part> parts, String arrow) {
    row("", hash(hash), events, title);
    parts.stream()
        .limit(MOST_PARTS)
        .forEach(it -> row("  " + arrow + " ", hash(it.hash()), it.events(), it.title()));
    more(parts.size(), MOST_PARTS, "  " + arrow + " ");
  }

  private void row(String indent, String hashes, long events, String title) {
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-13s %,9d  %s",
            indent + hashes,
            events,
            PrintableText.of(title, TITLE_CHARS)));
  }

  private void more(int size, int shown, String indent) {
    if (size > shown) {
      lines.add("  " + indent + String.format(Locale.ROOT, "and %,d more", size - shown));
    }
  }

  /** The first digits. A checksum of a client takes the place of a hash only in its form. */
  private static String hash(String hash) {
    return hash.length() <= HASH_CHARS ? hash : hash.substring(0, HASH_CHARS);
  }
}
