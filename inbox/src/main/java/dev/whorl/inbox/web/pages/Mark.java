package dev.whorl.inbox.web.pages;

import dev.whorl.grouping.Explanation.Part;

/**
 * Whether a part of an event enters the hash of its group.
 *
 * @param enters whether it does
 * @param text what of it enters, or why it does not; empty where there is nothing to say
 */
record Mark(boolean enters, String text) {
  static Mark of(Part part) {
    String reason = part.reason() == null ? "" : PageText.line(part.reason());
    if (!part.contributes()) {
      return new Mark(false, reason);
    }
    String value = part.value().equals(part.text()) ? "" : "as " + PageText.line(part.value());
    return new Mark(
        true, value.isEmpty() || reason.isEmpty() ? value + reason : value + "; " + reason);
  }
}
