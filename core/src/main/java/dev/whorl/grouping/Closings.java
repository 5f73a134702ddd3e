package dev.whorl.grouping;

/** The places of a closing character in one text; what was found, or not, is not searched again. */
final class Closings {
  private final String text;
  private final char closing;
  private int searchedFrom;
  private int found = -1;

  Closings(String text, char closing) {
    this.text = text;
    this.closing = closing;
  }

  /**
   * The first one from a place on. The places asked for must not go back.
   *
   * @return where it is; negative if there is none
   */
  int next(int from) {
    boolean known = searchedFrom > 0 && (found < 0 || found >= from);
    if (!known) {
      found = text.indexOf(closing, from);
      searchedFrom = from;
    }
    return found;
  }
}
