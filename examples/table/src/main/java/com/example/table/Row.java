package com.example.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What the table tells of an event. */
record Row(
    String backEnd,
    String scenario,
    String exception,
    String rootCause,
    String fingerprint,
    String from) {
  static final List<String> HEADINGS =
      List.of("BACK END", "SCENARIO", "EXCEPTION", "ROOT CAUSE", "FINGERPRINT", "FROM");

  static Row of(JsonNode event) {
    JsonNode exceptions = event.at("/exception/values");
    String logged = exceptions.path(exceptions.size() - 1).path("type").asText();
    String root = exceptions.path(rootCause(exceptions)).path("type").asText();
    return new Row(
        event.path("release").asText().replaceFirst("-example@.*", ""),
        event.at("/tags/scenario").asText(),
        logged,
        root.equals(logged) ? "" : root,
        event.has("fingerprint") ? event.path("fingerprint").toString() : "",
        event.at("/contexts/whorl/fingerprint_from").asText());
  }

  /** The logged exception comes last; from there each cause names the one that it caused. */
  private static int rootCause(JsonNode exceptions) {
    int current = exceptions.size() - 1;
    for (int i = current - 1; i >= 0; i--) {
      JsonNode parent = exceptions.path(i).at("/mechanism/parent_id");
      if (parent.isInt() && parent.equals(exceptions.path(current).at("/mechanism/exception_id"))) {
        current = i;
      }
    }
    return current;
  }

  List<String> cells() {
    return List.of(backEnd, scenario, exception, rootCause, fingerprint, from);
  }
}
