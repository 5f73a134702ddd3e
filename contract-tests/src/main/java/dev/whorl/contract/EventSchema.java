package dev.whorl.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The servers' own JSON schema of an event. The system property {@code whorl.eventSchema} names its
 * file; without it nothing is checked, and the suite says so.
 */
final class EventSchema {
  private static final EventSchema NONE = new EventSchema(null);

  private final @Nullable Schema schema;

  private EventSchema(@Nullable Schema schema) {
    this.schema = schema;
  }

  static EventSchema fromSystemProperty() {
    String file = System.getProperty("whorl.eventSchema", "");
    if (file.isEmpty()) {
      return NONE;
    }
    try {
      String text = Files.readString(Path.of(file));
      return new EventSchema(
          SchemaRegistry.withDefaultDialect(
                  SpecificationVersion.DRAFT_7,
                  registry ->
                      registry.schemaRegistryConfig(
                          SchemaRegistryConfig.builder().formatAssertionsEnabled(false).build()))
              .getSchema(text, InputFormat.JSON));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isPresent() {
    return schema != null;
  }

  void check(JsonNode event) {
    if (schema != null) {
      List<Error> violations = schema.validate(event.toString(), InputFormat.JSON);
      assertThat(violations).describedAs("schema violations of %s", event).isEmpty();
    }
  }
}
