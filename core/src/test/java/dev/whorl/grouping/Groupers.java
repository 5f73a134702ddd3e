package dev.whorl.grouping;

import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Groupers with rules that meet what {@link GroupableEvents} are made of. */
final class Groupers {
  private static final List<String> FINGERPRINT_RULES =
      List.of(
          "type:IOException -> io",
          "module:com.acme.* !function:invoke -> {{ default }} {{ function }}",
          "app:yes function:run -> {{ module }}, {{ type }}",
          "message:\"*not found*\" -> {{ message }} title=\"gone: {{ value }}\"",
          "tags.zone:eu type:Illegal* -> title=\"in Europe\"");
  private static final List<String> STACK_TRACE_RULES =
      List.of(
          "module:com.acme.* +app",
          "function:run v-group",
          "module:java.* +group",
          "function:invoke ^-app",
          "[function:run] | module:java.* category=indirection",
          "module:org.springframework.* | [module:com.acme.*] -group +app",
          "type:IOException max-frames=2",
          "family:other min-frames=2",
          "path:**/vendor/** -group");

  private Groupers() {}

  record Rules(String fingerprintRules, String stackTraceRules) {
    Grouper grouper() {
      return new Grouper(
          FingerprintRules.parse(fingerprintRules), StackTraceRules.parse(stackTraceRules));
    }
  }

  static Arbitrary<Rules> rules() {
    return Combinators.combine(some(FINGERPRINT_RULES), some(STACK_TRACE_RULES)).as(Rules::new);
  }

  static Arbitrary<Grouper> any() {
    return rules().map(Rules::grouper);
  }

  static List<String> hashes(Grouper grouper, GroupableEvent event) {
    return grouper.group(GroupableEvents.copy(event), name -> null).hashes();
  }

  private static Arbitrary<String> some(List<String> rules) {
    return Arbitraries.of(rules).list().ofMaxSize(3).map(lines -> String.join("\n", lines));
  }
}
