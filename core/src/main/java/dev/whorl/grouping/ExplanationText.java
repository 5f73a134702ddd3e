package dev.whorl.grouping;

import dev.whorl.grouping.Explanation.Kind;
import dev.whorl.grouping.Explanation.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An explanation as lines for people: a plus before what entered, a minus before what did not, with
 * the frames of a trace where they stand in it.
 */
final class ExplanationText {
  private static final int LONGEST_TEXT = 100;
  private static final int NOTE_COLUMN = 72;
  private static final int LONGEST_RUN = 3;

  private final Explanation explanation;
  private final StringBuilder lines = new StringBuilder();

  ExplanationText(Explanation explanation) {
    this.explanation = explanation;
  }

  String text() {
    head();
    // Where a trace belongs is where its first part entered.
    Set<Object> blocks = new LinkedHashSet<>();
    Stream.concat(explanation.contributing().stream(), explanation.leftOut().stream())
        .forEach(part -> blocks.add(isOfTrace(part) ? (Object) part.exception() : part));
    for (Object block : blocks) {
      if (block instanceof Part part) {
        line("", part);
      } else {
        trace((int) block);
      }
    }
    if (explanation.contributing().isEmpty()) {
      lines.append("- there is nothing to group by; all such events are one group\n");
    }
    return lines.toString();
  }

  private void head() {
    Group group = explanation.group();
    lines.append("title        ").append(shown(group.title())).append('\n');
    lines.append("fingerprint  ").append(entries(group.fingerprint()));
    if (!group.resolved().equals(group.fingerprint())) {
      lines.append(" = ").append(entries(group.resolved()));
    }
    if (group.ruleLine() > 0) {
      lines.append(" by the rule in line ").append(group.ruleLine());
    }
    lines.append('\n');
    group
        .variants()
        .forEach(
            (variant, hash) -> {
              if (hash != null) {
                boolean primary = variant.equals(explanation.variant());
                lines.append(primary ? "group        " : "and also     ");
                lines.append(hash).append("  ").append(variant).append('\n');
              }
            });
  }

  private static String entries(List<String> fingerprint) {
    return fingerprint.stream().map(ExplanationText::shown).collect(Collectors.joining(", "));
  }

  private static boolean isOfTrace(Part part) {
    return part.kind() == Kind.FRAME || part.kind() == Kind.TYPE || part.kind() == Kind.VALUE;
  }

  /** The type, the frames as in the event, then the message. */
  private void trace(int exception) {
    List<Part> parts = new ArrayList<>();
    Stream.concat(explanation.contributing().stream(), explanation.leftOut().stream())
        .filter(part -> isOfTrace(part) && part.exception() == exception)
        .distinct()
        .forEach(parts::add);
    parts.sort(
        Comparator.comparing(Part::kind, ExplanationText::compare).thenComparing(Part::frame));
    int end;
    for (int i = 0; i < parts.size(); i = end) {
      end = endOfRun(parts, i);
      Part first = parts.get(i);
      if (end - i > LONGEST_RUN) {
        String last = parts.get(end - 1).text();
        String run = (end - i) + " frames from " + shown(first.text()) + " to " + shown(last);
        line("  - " + run, first.reason());
      } else {
        parts.subList(i, end).forEach(part -> line(part.kind() == Kind.TYPE ? "" : "  ", part));
      }
    }
  }

  /** Frames that are left out for one reason are one thing to people. */
  private static int endOfRun(List<Part> parts, int start) {
    Part first = parts.get(start);
    int end = start + 1;
    while (end < parts.size()
        && !first.contributes()
        && !parts.get(end).contributes()
        && parts.get(end).kind() == first.kind()
        && Objects.equals(parts.get(end).reason(), first.reason())) {
      end++;
    }
    return end;
  }

  private static int compare(Kind one, Kind other) {
    return Integer.compare(rank(one), rank(other));
  }

  private static int rank(Kind kind) {
    return kind == Kind.TYPE ? 0 : kind == Kind.FRAME ? 1 : 2;
  }

  private void line(String indent, Part part) {
    String text = shown(part.contributes() ? part.value() : part.text());
    line(indent + (part.contributes() ? "+ " : "- ") + label(part.kind()) + text, note(part));
  }

  private void line(String text, @Nullable String note) {
    StringBuilder line = new StringBuilder(text);
    if (note != null) {
      line.append(" ".repeat(Math.max(2, NOTE_COLUMN - line.length()))).append(note);
    }
    lines.append(line).append('\n');
  }

  private static String label(Kind kind) {
    return switch (kind) {
      case TYPE, FRAME, FINGERPRINT, DEFAULT_GROUPING -> "";
      case VALUE, MESSAGE -> "message: ";
      case EXCEPTION -> "exception ";
      case VARIANT -> "variant ";
      case CHECKSUM -> "checksum ";
      case TEMPLATE -> "template ";
    };
  }

  private static @Nullable String note(Part part) {
    boolean changed =
        part.contributes() && part.kind() != Kind.FRAME && !part.value().equals(part.text());
    return changed ? "from " + shown(part.text()) : part.reason();
  }

  /** On one line, of a length that people read, and with nothing that a terminal would obey. */
  static String shown(String text) {
    String cut = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
    StringBuilder shown = new StringBuilder(cut.length());
    cut.chars()
        .forEach(
            c -> {
              if (c == '\n') {
                shown.append("\\n");
              } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                shown.append("\\u%04x".formatted(c));
              } else {
                shown.append((char) c);
              }
            });
    return shown.toString();
  }
}
