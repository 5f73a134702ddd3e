package dev.whorl.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text form of a {@link Fingerprint}: reads it in one pass over the text, and writes it. */
final class FingerprintText {
  /** What {@code Object.toString} makes of an array, such as {@code [Ljava.lang.String;@1b2c3d}. */
  private static final Pattern ARRAY_IDENTITY =
      Pattern.compile("\\[++(?:L[^;@]++;|[ZBCSIJFD])@[0-9a-f]{1,16}");

  private final String text;
  private int at;

  private FingerprintText(String text) {
    this.text = text;
  }

  static Fingerprint read(String untrimmed, Consumer<String> problems) {
    String text = untrimmed.strip();
    if (!text.startsWith("[")) {
      return new FingerprintText(text).list(problems);
    }
    List<String> array = new FingerprintText(text).array();
    if (array != null) {
      return new Fingerprint(array);
    }
    if (ARRAY_IDENTITY.matcher(text).matches()) {
      problems.accept("is the identity of a Java array, whose values did not arrive");
      return Fingerprint.none();
    }
    problems.accept("begins with [ and is not a JSON array of strings");
    boolean bracketed = text.endsWith("]");
    String inner = bracketed ? text.substring(1, text.length() - 1) : text.substring(1);
    return new FingerprintText(inner.strip()).list(problem -> {});
  }

  static String write(List<String> parts) {
    StringBuilder json = new StringBuilder("[");
    for (String part : parts) {
      if (json.length() > 1) {
        json.append(',');
      }
      json.append('"');
      for (int i = 0; i < part.length(); i++) {
        char c = part.charAt(i);
        switch (c) {
          case '"', '\\' -> json.append('\\').append(c);
          case '\n' -> json.append("\\n");
          case '\r' -> json.append("\\r");
          case '\t' -> json.append("\\t");
          default -> {
            if (c < ' ' || Character.isSurrogate(c)) {
              json.append(String.format("\\u%04x", (int) c));
            } else {
              json.append(c);
            }
          }
        }
      }
      json.append('"');
    }
    return json.append(']').toString();
  }

  /** The JSON array that the text is; null if it is none, or has a value that is no scalar. */
  private @Nullable List<String> array() {
    List<String> parts = new ArrayList<>();
    at = 1;
    blanks();
    if (take(']')) {
      return at == text.length() ? parts : null;
    }
    while (true) {
      String part = peek('"') ? jsonString() : jsonWord();
      if (part == null) {
        return null;
      }
      parts.add(part);
      blanks();
      if (take(']')) {
        return at == text.length() ? parts : null;
      }
      if (!take(',')) {
        return null;
      }
      blanks();
    }
  }

  /** A number, true or false: a server takes these too, as the text that they are. */
  private @Nullable String jsonWord() {
    int start = at;
    while (at < text.length() && ",] \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    boolean scalar =
        word.equals("true") || word.equals("false") || word.matches("-?\\d{1,30}(\\.\\d{1,30})?");
    return scalar ? word : null;
  }

  private @Nullable String jsonString() {
    StringBuilder string = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return string.toString();
      }
      if (c < ' ') {
        return null;
      }
      if (c != '\\') {
        string.append(c);
        continue;
      }
      if (at == text.length()) {
        return null;
      }
      char escaped = text.charAt(at++);
      switch (escaped) {
        case '"', '\\', '/' -> string.append(escaped);
        case 'b' -> string.append('\b');
        case 'f' -> string.append('\f');
        case 'n' -> string.append('\n');
        case 'r' -> string.append('\r');
        case 't' -> string.append('\t');
        case 'u' -> {
          int code = hexCode();
          if (code < 0) {
            return null;
          }
          string.append((char) code);
        }
        default -> {
          return null;
        }
      }
    }
    return null;
  }

  private int hexCode() {
    if (at + 4 > text.length()) {
      return -1;
    }
    int code = 0;
    for (int end = at + 4; at < end; at++) {
      char c = text.charAt(at);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      code = code * 16 + digit;
    }
    return code;
  }

  private Fingerprint list(Consumer<String> problems) {
    List<String> parts = new ArrayList<>();
    while (at < text.length()) {
      blanks();
      String quoted = peek('"') ? quoted(problems) : null;
      parts.add(quoted != null ? quoted : plain());
      take(',');
    }
    return new Fingerprint(parts);
  }

  private String plain() {
    int comma = text.indexOf(',', at);
    int end = comma < 0 ? text.length() : comma;
    String part = text.substring(at, end).strip();
    at = end;
    return part;
  }

  /**
   * The quoted part that begins here; null, without a step ahead, if it is none and so plain text.
   */
  private @Nullable String quoted(Consumer<String> problems) {
    int start = at;
    StringBuilder part = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        blanks();
        if (at == text.length() || peek(',')) {
          return part.toString();
        }
        problems.accept("has text right after a closing quote");
        at = start;
        return null;
      }
      boolean escape =
          c == '\\' && at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\\');
      part.append(escape ? text.charAt(at++) : c);
    }
    problems.accept("has a double quote that is never closed");
    at = start;
    return null;
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private boolean peek(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private boolean take(char c) {
    if (peek(c)) {
      at++;
      return true;
    }
    return false;
  }
}
