package dev.whorl.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Makes generators of one-line JSON, and parsers. Their buffers are pooled without thread-locals.
 */
final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          // The names in events are the users' own and any number: not to be remembered.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private Json() {}

  static JsonGenerator generator(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out);
  }

  /**
   * Reads bytes as UTF-8 only. Given the bytes themselves, Jackson would guess an encoding from
   * them, and let malformed characters pass in what is skipped.
   */
  static JsonParser parser(byte[] json) throws IOException {
    return FACTORY.createParser(
        new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8.newDecoder()));
  }
}
