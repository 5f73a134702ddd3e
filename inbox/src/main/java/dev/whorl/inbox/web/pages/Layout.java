package dev.whorl.inbox.web.pages;

import org.jspecify.annotations.Nullable;

/**
 * What is around every page.
 *
 * @param title of the page
 * @param section which of the sections it belongs to: {@code groups}, {@code rules}, {@code status}
 *     or none of them
 * @param assets what it loads
 */
record Layout(String title, String section, Assets assets) {
  /** As the mark of a link to where one is; null for no mark. */
  @Nullable String current(String name) {
    return name.equals(section) ? "page" : null;
  }
}
