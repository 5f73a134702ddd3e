package dev.whorl.inbox.web.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.grouping.Explanation;
import dev.whorl.grouping.Explanation.Kind;
import dev.whorl.grouping.Explanation.Part;
import dev.whorl.inbox.payload.FingerprintOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why an event is in its group.
 *
 * @param hash the group by the rules in force
 * @param moved whether that is another group than the one that it is in
 * @param made what the hash is made of, in a sentence
 * @param marked whether something of it has a place on the page, where it is marked
 * @param fingerprint its parts
 * @param source where the fingerprint comes from
 * @param rule the rule that gave it; empty for none
 * @param entering what enters the hash, in the order in which it does
 * @param leftOut what does not and has no place of its own on the page
 */
record WhyView(
    String hash,
    boolean moved,
    String made,
    boolean marked,
    List<String> fingerprint,
    String source,
    String rule,
    List<Step> entering,
    List<Step> leftOut) {
  private static final String FURTHER = ", and the other parts of the fingerprint";
  private static final int MOST = 500;

  /**
   * A part of the event.
   *
   * @param kind what it is
   * @param text the part, as people know it
   * @param more what of it enters, or why it does not; empty where there is nothing to say
   */
  record Step(String kind, String text, String more) {}

  /**
   * Says why.
   *
   * @param own the fingerprint that the client sent, null for none
   * @param hashes of the group that the event is in
   * @param rules the text of the fingerprint rules in force
   */
  static WhyView of(
      Explanation explanation,
      JsonNode payload,
      @Nullable List<String> own,
      List<String> hashes,
      String rules) {
    int line = explanation.group().ruleLine();
    List<String> lines = line > 0 ? rules.lines().toList() : List.of();
    return new WhyView(
        explanation.group().hash(),
        explanation.group().hashes().stream().noneMatch(hashes::contains),
        made(explanation),
        explanation.contributing().stream().anyMatch(WhyView::hasPlace),
        PageText.lines(explanation.group().fingerprint()),
        FingerprintSource.words(FingerprintOrigin.of(explanation.group(), payload, own)),
        line > 0 && line <= lines.size() ? PageText.line(lines.get(line - 1)) : "",
        steps(explanation.contributing()),
        steps(explanation.leftOut().stream().filter(part -> !hasPlace(part)).toList()));
  }

  private static boolean hasPlace(Part part) {
    return part.exception() >= 0 || part.frame() >= 0 || part.kind() == Kind.MESSAGE;
  }

  private static String made(Explanation explanation) {
    boolean more =
        explanation.contributing().stream().anyMatch(part -> part.kind() == Kind.FINGERPRINT);
    return switch (explanation.variant()) {
      case "app" -> "the frames of the application" + (more ? FURTHER : "");
      case "system" ->
          "the frames of all code, since none of the application counts" + (more ? FURTHER : "");
      case "default" -> "the message" + (more ? FURTHER : "");
      case "checksum", "hashed_checksum" -> "the checksum that the client sent";
      case "custom_client_fingerprint" -> "the fingerprint alone";
      case "custom_server_fingerprint" -> "the fingerprint of the rule alone";
      case "fallback" -> "nothing, since the event says nothing to group by";
      default -> PageText.line(explanation.variant());
    };
  }

  private static List<Step> steps(List<Part> parts) {
    List<Step> steps = new ArrayList<>();
    for (Part part : parts.subList(0, Math.min(parts.size(), MOST))) {
      Mark mark = Mark.of(part);
      steps.add(new Step(kind(part.kind()), PageText.line(part.text()), mark.text()));
    }
    return List.copyOf(steps);
  }

  private static String kind(Kind kind) {
    return kind == Kind.VALUE ? "message" : kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
