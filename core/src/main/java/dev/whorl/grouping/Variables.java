package dev.whorl.grouping;

import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableEvent.Message;
import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import dev.whorl.grouping.facts.GroupableFrame;
import dev.whorl.grouping.facts.GroupableTrace;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the variables of fingerprints, <code>{{ name }}</code>, for one event. An entry is a
 * variable only as a whole; in a title variables are found inside the text.
 */
final class Variables {
  private static final String DEFAULT = "default";

  private static final String USUAL_DEFAULT = "{{ default }}";

  /** All but those with a name of the user's behind a dot. */
  static final Set<String> NAMES =
      Set.of(
          DEFAULT,
          "transaction",
          "message",
          "raw_message",
          "type",
          "error.type",
          "value",
          "error.value",
          "raw_value",
          "error.raw_value",
          "level",
          "logger",
          "function",
          "stack.function",
          "module",
          "stack.module",
          "path",
          "stack.abs_path",
          "stack.filename",
          "package",
          "stack.package");

  private static final List<String> PREFIXES = List.of("tags.", "mdc.", "throwable.");

  private final GroupableEvent event;
  private final Function<String, @Nullable String> callSite;

  /** What was parameterized last, which takes time; a fingerprint may ask for it many times. */
  private @Nullable String parameterizedText;

  private String parameterized = "";

  /**
   * Makes a resolver.
   *
   * @param event after the stack-trace rules have set what is in-app
   * @param callSite knows the variables that only the log call can resolve; null for others
   */
  Variables(GroupableEvent event, Function<String, @Nullable String> callSite) {
    this.event = event;
    this.callSite = callSite;
  }

  /** The name of the variable that an entry wholly is; null if it is a literal. */
  static @Nullable String nameOf(String entry) {
    if (entry.equals(USUAL_DEFAULT)) {
      return DEFAULT;
    }
    if (entry.length() < 5 || !entry.startsWith("{{") || !entry.endsWith("}}")) {
      return null;
    }
    String name = entry.substring(2, entry.length() - 2).strip();
    return name.isEmpty() || name.chars().anyMatch(Character::isWhitespace) ? null : name;
  }

  /** Whether an entry stands for the default grouping. */
  static boolean isDefault(String entry) {
    return DEFAULT.equals(nameOf(entry));
  }

  /** Whether a variable of this name may have a value, be it only at the log call. */
  static boolean isKnown(String name) {
    return NAMES.contains(name)
        || PREFIXES.stream().anyMatch(it -> name.startsWith(it) && name.length() > it.length());
  }

  /** What stands for a variable that nobody knows. */
  static String unrecognized(String name) {
    return "<unrecognized-variable-" + name + ">";
  }

  /** An entry of a fingerprint as it enters a hash. */
  String resolve(String entry) {
    String name = nameOf(entry);
    if (name != null) {
      return value(name, true);
    }
    return isMessage(entry) ? MessageTemplate.of(entry) : entry;
  }

  /** A title with the variables in it filled in; not parameterized, since people read it. */
  String title(String text) {
    StringBuilder title = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf("{{", at);
      int close = open < 0 ? -1 : text.indexOf("}}", open);
      if (close < 0) {
        break;
      }
      String name = nameOf(text.substring(open, close + 2));
      title.append(text, at, open);
      title.append(name == null ? text.substring(open, close + 2) : value(name, false));
      at = close + 2;
    }
    return title.append(text, at, text.length()).toString();
  }

  /** A literal that happens to be the message is treated as the message. */
  private boolean isMessage(String literal) {
    Message message = event.message();
    if (message != null
        && (literal.equals(message.formatted()) || literal.equals(message.template()))) {
      return true;
    }
    return event.exceptions().stream().anyMatch(e -> literal.equals(e.value()));
  }

  private String value(String name, boolean parameterized) {
    ThrownFacts last = last();
    String type = last == null ? null : last.type();
    String value = last == null ? null : last.value();
    return switch (name) {
      case "transaction" -> orElse(event.transaction(), "<no-transaction>");
      case "message" -> parameterized(message(), parameterized, "<no-message>");
      case "raw_message" -> orElse(message(), "<no-message>");
      case "type", "error.type" -> orElse(type, "<no-type>");
      case "value", "error.value" -> parameterized(value, parameterized, "<no-value>");
      case "raw_value", "error.raw_value" -> orElse(value, "<no-value>");
      case "level" -> orElse(event.level(), "<no-level>");
      case "logger" -> orElse(event.logger(), "<no-logger>");
      default -> frameOrOther(name);
    };
  }

  private String frameOrOther(String name) {
    if (name.startsWith("tags.")) {
      String tag = name.substring("tags.".length());
      return orElse(event.tags().get(tag), "<no-value-for-tag-" + tag + ">");
    }
    GroupableFrame frame = frame();
    return switch (name) {
      case "function", "stack.function" ->
          orElse(frame == null ? null : frame.function(), "<no-function>");
      case "module", "stack.module" -> orElse(frame == null ? null : frame.module(), "<no-module>");
      case "path", "stack.abs_path" ->
          orElse(
              frame == null ? null : firstOf(frame.absPath(), frame.filename()), "<no-abs-path>");
      case "stack.filename" ->
          orElse(
              frame == null ? null : firstOf(frame.filename(), frame.absPath()), "<no-filename>");
      case "package", "stack.package" ->
          orElse(packageOf(frame == null ? null : frame.packageName()), "<no-package>");
      default -> orElse(callSite.apply(name), unrecognized(name));
    };
  }

  /** The nearest in-app frame to the throw of the logged exception, else the throw itself. */
  private @Nullable GroupableFrame frame() {
    GroupableTrace trace = trace();
    for (int i = trace.size() - 1; i >= 0; i--) {
      if (trace.isInApp(i)) {
        return trace.frames().get(i);
      }
    }
    return trace.isEmpty() ? null : trace.frames().get(trace.size() - 1);
  }

  private GroupableTrace trace() {
    ThrownFacts last = last();
    if (last != null && !last.trace().isEmpty()) {
      return last.trace();
    }
    boolean oneThread = event.trace().isEmpty() && event.threads().size() == 1;
    return oneThread ? event.threads().get(0).trace() : event.trace();
  }

  private @Nullable ThrownFacts last() {
    List<ThrownFacts> exceptions = event.exceptions();
    return exceptions.isEmpty() ? null : exceptions.get(exceptions.size() - 1);
  }

  private @Nullable String message() {
    Message message = event.message();
    String text = message == null ? null : firstOf(message.formatted(), message.template());
    ThrownFacts last = last();
    return text == null && last != null ? last.value() : text;
  }

  private static @Nullable String packageOf(@Nullable String path) {
    return path == null
        ? null
        : path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private static @Nullable String firstOf(@Nullable String first, @Nullable String second) {
    return first == null || first.isEmpty() ? second : first;
  }

  private String parameterized(@Nullable String text, boolean wanted, String otherwise) {
    if (text == null || text.isEmpty() || !wanted) {
      return orElse(text, otherwise);
    }
    if (!text.equals(parameterizedText)) {
      parameterizedText = text;
      parameterized = MessageTemplate.of(text);
    }
    return parameterized;
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null || text.isEmpty() ? otherwise : text;
  }
}
