package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.preview.PreviewResult;
import dev.whorl.inbox.preview.PreviewResult.Part;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What other rules would do, as much of it as people read.
 *
 * @param summary the numbers in a sentence
 * @param unreadable how many events could not be compared, in a sentence; empty for none
 * @param isChange whether any group would not be as before
 * @param unchanged how many groups stay as they are
 * @param kinds what happens to the others
 */
record PreviewView(
    String summary, String unreadable, boolean isChange, String unchanged, List<Kind> kinds) {
  private static final int MOST_GROUPS = 50;
  private static final int MOST_PARTS = 5;
  private static final int HASH_CHARS = 8;

  /**
   * What happens to some groups.
   *
   * @param name for example {@code merge}
   * @param number how many groups
   * @param meaning what happens to them, for people
   * @param changes the groups with most events
   * @param more how many more there are, in words; empty for none
   */
  record Kind(String name, String number, String meaning, List<Change> changes, String more) {}

  /**
   * What happens to a group.
   *
   * @param group the group
   * @param parts the groups from which or into which its events go
   * @param more how many more of these there are, in words; empty for none
   */
  record Change(Named group, List<Named> parts, String more) {}

  /**
   * A group.
   *
   * @param hash what it is called
   * @param shown the beginning of that
   * @param known whether it has a page
   * @param events how many there are
   * @param title of one of them
   */
  record Named(String hash, String shown, boolean known, String events, String title) {}

  /** Names groups; asks of each whether it has a page. */
  private record Names(Predicate<String> known) {
    Named of(String hash, long events, String title) {
      return new Named(
          hash,
          hash.length() <= HASH_CHARS ? hash : hash.substring(0, HASH_CHARS),
          known.test(hash),
          PageText.count(events, "event"),
          PageText.line(title.isEmpty() ? "(no title)" : title));
    }

    Change change(Named group, List<Part> parts) {
      return new Change(
          group,
          parts.stream()
              .limit(MOST_PARTS)
              .map(part -> of(part.hash(), part.events(), part.title()))
              .toList(),
          more(parts.size(), MOST_PARTS));
    }
  }

  static PreviewView of(PreviewResult result, Predicate<String> known) {
    Names names = new Names(known);
    return new PreviewView(
        PageText.count(result.events(), "event")
            + ": "
            + PageText.count(result.groupsBefore(), "group")
            + " before, "
            + PageText.number(result.groupsAfter())
            + " after",
        result.unreadable() == 0
            ? ""
            : PageText.count(result.unreadable(), "event") + " could not be read.",
        result.isChange(),
        PageText.number(result.unchanged()),
        List.of(
            kind(
                "merge",
                "New groups that take in several old ones",
                result.merged(),
                it -> names.change(names.of(it.after(), it.events(), it.title()), it.before())),
            kind(
                "split",
                "Groups that fall apart into several new ones",
                result.split(),
                it -> names.change(names.of(it.before(), it.events(), it.title()), it.after())),
            kind(
                "change",
                "Groups that keep their events and get another hash",
                result.changed(),
                it ->
                    names.change(
                        names.of(it.before(), it.events(), it.title()),
                        List.of(new Part(it.after(), it.events(), it.title()))))));
  }

  private static <T> Kind kind(
      String name, String meaning, List<T> groups, Function<T, Change> change) {
    return new Kind(
        name,
        PageText.number(groups.size()),
        meaning,
        groups.stream().limit(MOST_GROUPS).map(change).toList(),
        more(groups.size(), MOST_GROUPS));
  }

  private static String more(int size, int shown) {
    return size <= shown ? "" : "and " + PageText.number(size - shown) + " more";
  }
}
