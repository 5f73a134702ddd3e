package dev.whorl.inbox.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Texts that a client chose, as they may stand in a message. */
final class ClientText {
  private ClientText() {}

  /** At most so many characters on one line, printable ones only. */
  static String shown(String text, int longest) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length() && i < longest; i++) {
      char c = text.charAt(i);
      shown.append(c >= ' ' && c <= '~' ? c : '?');
    }
    return text.length() > longest ? shown.append("...").toString() : shown.toString();
  }

  /** A text of an object; null if it is not there, not a text or empty. */
  static @Nullable String in(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
  }
}
