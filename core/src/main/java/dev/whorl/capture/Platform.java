package dev.whorl.capture;

import java.util.LinkedHashMap;
import java.util.Map;

/** The contexts that are the same for every event of a JVM. */
final class Platform {
  static final Map<String, Object> RUNTIME =
      properties(
          Map.of(
              "name",
              "java.vm.name",
              "version",
              "java.version",
              "raw_description",
              "java.vm.version"));

  static final Map<String, Object> OS =
      properties(Map.of("name", "os.name", "version", "os.version"));

  private Platform() {}

  private static Map<String, Object> properties(Map<String, String> properties) {
    Map<String, Object> values = new LinkedHashMap<>();
    properties.forEach(
        (key, property) -> {
          String value = System.getProperty(property);
          if (value != null) {
            values.put(key, value);
          }
        });
    return Map.copyOf(values);
  }
}
