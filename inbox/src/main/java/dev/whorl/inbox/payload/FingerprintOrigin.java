package dev.whorl.inbox.payload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.grouping.Group;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the fingerprint of a recorded event comes from. */
public final class FingerprintOrigin {
  private static final List<String> DEFAULT = List.of("{{ default }}");

  private FingerprintOrigin() {}

  /**
   * Where a fingerprint comes from: a rule, what the event says of it, or that it has one.
   *
   * @param group the group of the event
   * @param payload the event
   * @param own the fingerprint that the client sent, null for none
   * @return {@code rule:LINE}, what the context {@code whorl} says (for example {@code mdc}),
   *     {@code client} or {@code default}
   */
  public static String of(Group group, JsonNode payload, @Nullable List<String> own) {
    if (group.ruleLine() > 0) {
      return "rule:" + group.ruleLine();
    }
    boolean has = own != null && !own.isEmpty() && !own.equals(DEFAULT);
    JsonNode recorded = payload.path("contexts").path("whorl").path("fingerprint_from");
    boolean says = recorded.isTextual() && !recorded.textValue().isEmpty();
    // One that was sent with grouping=client says "default" and yet brings a fingerprint, its hash.
    if (says && !(has && recorded.textValue().equals("default"))) {
      return recorded.textValue();
    }
    return has ? "client" : "default";
  }
}
