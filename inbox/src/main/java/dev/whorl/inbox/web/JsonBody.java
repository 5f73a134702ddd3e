package dev.whorl.inbox.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that a program posts, read strictly. All methods throw {@link BadRequestException}
 * with the field and what it may be.
 */
final class JsonBody {
  /** Many times what people write. */
  private static final int MOST_BYTES = 16 << 20;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonNode json;

  private JsonBody(JsonNode json) {
    this.json = json;
  }

  /** A body that is too long. */
  static final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super("The body has more than 16 MiB", null, false, false);
    }
  }

  /** Reads a body that may have these fields. */
  static JsonBody read(WebRequest request, String... known) throws IOException {
    new Parameters(request);
    byte[] body = request.body().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new TooLargeException();
    }
    JsonNode json;
    try {
      json = MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new BadRequestException("The body is not JSON: " + e.getOriginalMessage());
    }
    if (json == null || !json.isObject()) {
      throw new BadRequestException("The body is no JSON object");
    }
    List<String> names = Arrays.asList(known);
    for (Iterator<String> given = json.fieldNames(); given.hasNext(); ) {
      String name = given.next();
      if (!names.contains(name)) {
        throw new BadRequestException(
            "unknown field " + name + "; there is " + String.join(", ", known));
      }
    }
    return new JsonBody(json);
  }

  /** A text; null if it is not there. */
  @Nullable String text(String field) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new BadRequestException(field + ": must be a text");
    }
    return value.textValue();
  }

  String text(String field, String otherwise) {
    String text = text(field);
    return text == null ? otherwise : text;
  }

  /** A time; null if it is not there or empty. */
  @Nullable Instant time(String field) {
    String text = text(field, "");
    return text.isEmpty() ? null : Parameters.time(field, text);
  }
}
