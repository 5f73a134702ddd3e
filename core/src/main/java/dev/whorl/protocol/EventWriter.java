package dev.whorl.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whorl.event.Breadcrumb;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.Fingerprint;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Mechanism;
import dev.whorl.event.Sdk;
import dev.whorl.event.SentText;
import dev.whorl.event.Snapshot;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrownException;
import dev.whorl.event.User;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes one event, field by field, each within the limit that servers set for it. */
final class EventWriter implements AutoCloseable {
  private static final int MAX_ENVIRONMENT = 64;
  private static final int MAX_CONTEXT_BYTES = 8192;
  private static final int MAX_DEPTH = 5;

  /** A JSON string costs its quotes, a comma and a colon besides its text. */
  private static final int ENTRY_OVERHEAD = 8;

  /**
   * How much of an event is written.
   *
   * @param breadcrumbs how many, the newest
   * @param frames how many a stack trace, from both ends
   * @param text how many chars of texts that may be long
   * @param cut what to name as cut, empty for a whole event
   */
  record Bounds(int breadcrumbs, int frames, int text, List<String> cut) {
    boolean cutsTexts() {
      return cut.contains("texts");
    }
  }

  private final EventBytes bytes;
  private final JsonGenerator json;
  private final Bounds bounds;
  private final RepeatedTexts repeated;

  EventWriter(EventBytes bytes, Bounds bounds, RepeatedTexts repeated) throws IOException {
    this.bytes = bytes;
    json = Json.generator(bytes);
    this.bounds = bounds;
    this.repeated = repeated;
  }

  @Override
  public void close() throws IOException {
    json.close();
  }

  void write(ErrorEvent event) throws IOException {
    json.writeStartObject();
    json.writeStringField("event_id", event.eventId());
    json.writeStringField("timestamp", repeated.text(event.timestamp()));
    json.writeStringField("platform", "java");
    json.writeStringField("level", event.severity().protocolName());
    String logger = event.logger();
    text("logger", logger == null ? null : SentText.logger(logger), SentText.MAX_NAME);
    text("server_name", event.serverName(), SentText.MAX_TYPE);
    text("release", event.release(), SentText.MAX_NAME);
    text("environment", event.environment(), MAX_ENVIRONMENT);
    text("dist", event.dist(), SentText.MAX_NAME);
    sdk(event.sdk());
    fingerprint(event.fingerprint());
    message(event.message());
    exceptions(event.exceptions());
    thread(event.threadName(), event.threadId());
    tags(event.tags());
    user(event.user());
    contexts(event.contexts());
    breadcrumbs(event.breadcrumbs());
    json.writeEndObject();
  }

  private void sdk(@Nullable Sdk sdk) throws IOException {
    if (sdk != null) {
      json.writeObjectFieldStart("sdk");
      json.writeStringField("name", sdk.name());
      json.writeStringField("version", sdk.version());
      json.writeEndObject();
    }
  }

  private void fingerprint(@Nullable Fingerprint fingerprint) throws IOException {
    if (fingerprint == null) {
      return;
    }
    json.writeArrayFieldStart("fingerprint");
    List<String> parts = fingerprint.parts();
    // The protocol sets no limit; a fingerprint that alone fills an event is cut like any long
    // text.
    int kept = bounds.cutsTexts() ? Math.min(parts.size(), 1000) : parts.size();
    for (String part : parts.subList(0, kept)) {
      json.writeString(SentText.of(part, bounds.cutsTexts() ? bounds.text() : Integer.MAX_VALUE));
    }
    json.writeEndArray();
  }

  private void message(@Nullable LogMessage message) throws IOException {
    if (message == null) {
      return;
    }
    json.writeObjectFieldStart("logentry");
    text("message", message.template(), bounds.text());
    text("formatted", message.formatted(), bounds.text());
    if (!message.params().isEmpty()) {
      json.writeArrayFieldStart("params");
      int budget = bounds.text();
      for (String param : message.params()) {
        String kept = SentText.of(param, budget);
        json.writeString(kept);
        budget -= kept.length();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void exceptions(List<ThrownException> exceptions) throws IOException {
    if (exceptions.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("exception");
    json.writeArrayFieldStart("values");
    for (ThrownException exception : exceptions) {
      json.writeStartObject();
      text("type", exception.type(), SentText.MAX_TYPE);
      text("value", exception.value(), bounds.text());
      text("module", exception.module(), SentText.MAX_TYPE);
      if (exception.threadId() > 0) {
        json.writeNumberField("thread_id", exception.threadId());
      }
      mechanism(exception.mechanism());
      frames(exception.frames());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void mechanism(Mechanism mechanism) throws IOException {
    json.writeObjectFieldStart("mechanism");
    json.writeStringField("type", mechanism.type());
    Boolean handled = mechanism.handled();
    if (handled != null) {
      json.writeBooleanField("handled", handled);
    }
    json.writeNumberField("exception_id", mechanism.exceptionId());
    Integer parentId = mechanism.parentId();
    if (parentId != null) {
      json.writeNumberField("parent_id", parentId);
    }
    text("source", mechanism.source(), SentText.MAX_TYPE);
    json.writeEndObject();
  }

  private void frames(List<StackFrame> frames) throws IOException {
    if (frames.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("stacktrace");
    json.writeArrayFieldStart("frames");
    // From here on past the generator, to whom a frame is as much work as ten of these copies.
    json.flush();
    bytes.beginTrace();
    int head = frames.size() <= bounds.frames() ? frames.size() : bounds.frames() / 2;
    int tail = Math.max(head, frames.size() - bounds.frames() / 2);
    for (int i = 0; i < frames.size(); i++) {
      if (i < head || i >= tail) {
        repeated.write(bytes, frames.get(i));
      }
    }
    bytes.endTrace();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void thread(@Nullable String name, long id) throws IOException {
    if (name == null && id <= 0) {
      return;
    }
    json.writeObjectFieldStart("threads");
    json.writeArrayFieldStart("values");
    json.writeStartObject();
    if (id > 0) {
      json.writeNumberField("id", id);
    }
    text("name", name, SentText.MAX_NAME);
    json.writeBooleanField("current", true);
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void tags(Map<String, String> tags) throws IOException {
    Map<String, String> sent = SentText.tags(tags);
    if (sent.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("tags");
    for (Map.Entry<String, String> tag : sent.entrySet()) {
      json.writeStringField(tag.getKey(), tag.getValue());
    }
    json.writeEndObject();
  }

  private void user(@Nullable User user) throws IOException {
    if (user == null) {
      return;
    }
    json.writeObjectFieldStart("user");
    text("id", user.id(), SentText.MAX_NAME);
    text("email", user.email(), SentText.MAX_NAME);
    text("username", user.username(), SentText.MAX_NAME);
    text("ip_address", user.ipAddress(), SentText.MAX_NAME);
    json.writeEndObject();
  }

  private void contexts(Map<String, Map<String, Object>> contexts) throws IOException {
    json.writeObjectFieldStart("contexts");
    for (Map.Entry<String, Map<String, Object>> context : withCut(contexts).entrySet()) {
      json.writeFieldName(SentText.of(context.getKey(), SentText.MAX_NAME));
      context(context.getValue());
    }
    json.writeEndObject();
  }

  /** With what was cut named in the context whorl, which an event made by a hook may lack. */
  private Map<String, Map<String, Object>> withCut(Map<String, Map<String, Object>> contexts) {
    if (bounds.cut().isEmpty()) {
      return contexts;
    }
    Map<String, Map<String, Object>> all = new LinkedHashMap<>(contexts);
    Map<String, Object> whorl =
        new LinkedHashMap<>(contexts.getOrDefault(ErrorEvent.WHORL_CONTEXT, Map.of()));
    whorl.put("cut", bounds.cut());
    all.put(ErrorEvent.WHORL_CONTEXT, whorl);
    return all;
  }

  /** As many entries as fit, in their order; a count stands for those that do not. */
  private void context(Map<String, Object> values) throws IOException {
    json.writeStartObject();
    int budget = MAX_CONTEXT_BYTES - 64;
    int leftOut = 0;
    Set<String> written = isAnyKeyChanged(values) ? new HashSet<>() : null;
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      String key = SentText.of(entry.getKey(), SentText.MAX_NAME);
      Object value = entry.getValue();
      int room = budget - utf8Length(key) - ENTRY_OVERHEAD;
      int size = size(value, MAX_DEPTH);
      if (size > room && value instanceof String text && room > 256) {
        // A char takes six bytes at the most, as an escape.
        value =
            SentText.of(text, (room - ENTRY_OVERHEAD) / (utf8Length(text) > text.length() ? 6 : 1));
        size = size(value, MAX_DEPTH);
      }
      if (size > room || written != null && !written.add(key)) {
        leftOut++;
        continue;
      }
      json.writeFieldName(key);
      value(value, MAX_DEPTH);
      budget = room - size;
    }
    if (leftOut > 0) {
      json.writeNumberField("whorl.left_out", leftOut);
    }
    json.writeEndObject();
  }

  /** Only keys that are not sent as they are can meet. */
  private static boolean isAnyKeyChanged(Map<String, Object> values) {
    for (String key : values.keySet()) {
      if (!SentText.of(key, SentText.MAX_NAME).equals(key)) {
        return true;
      }
    }
    return false;
  }

  private void value(@Nullable Object value, int depth) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else if (isInteger(value)) {
      json.writeNumber(((Number) value).longValue());
    } else if (isFraction(value)) {
      json.writeNumber(((Number) value).doubleValue());
    } else if (depth > 0 && value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(SentText.of(String.valueOf(entry.getKey()), SentText.MAX_NAME));
        value(entry.getValue(), depth - 1);
      }
      json.writeEndObject();
    } else if (depth > 0 && value instanceof Collection<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        value(element, depth - 1);
      }
      json.writeEndArray();
    } else {
      json.writeString(SentText.of(Snapshot.text(value), bounds.text()));
    }
  }

  private static boolean isInteger(Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte;
  }

  private static boolean isFraction(Object value) {
    return value instanceof Double || value instanceof Float;
  }

  /** How many bytes {@link #value} writes at the most. */
  private int size(@Nullable Object value, int depth) {
    if (value == null || value instanceof Boolean || isInteger(value) || isFraction(value)) {
      return 24 + ENTRY_OVERHEAD;
    }
    int size = ENTRY_OVERHEAD;
    if (depth > 0 && value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        size += utf8Length(String.valueOf(entry.getKey())) + size(entry.getValue(), depth - 1);
      }
    } else if (depth > 0 && value instanceof Collection<?> list) {
      for (Object element : list) {
        size += size(element, depth - 1);
      }
    } else {
      size += utf8Length(SentText.of(Snapshot.text(value), bounds.text()));
    }
    return size;
  }

  private static int utf8Length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        length += 6;
      } else if (c == '"' || c == '\\' || c > 0x7f && c <= 0x7ff) {
        length += 2;
      } else if (c <= 0x7f) {
        length++;
      } else {
        length += Character.isSurrogate(c) ? 6 : 3;
      }
    }
    return length;
  }

  private void breadcrumbs(List<Breadcrumb> breadcrumbs) throws IOException {
    int first = Math.max(0, breadcrumbs.size() - bounds.breadcrumbs());
    if (first == breadcrumbs.size()) {
      return;
    }
    json.writeObjectFieldStart("breadcrumbs");
    json.writeArrayFieldStart("values");
    // Past the generator, as frames are.
    json.flush();
    for (Breadcrumb breadcrumb : breadcrumbs.subList(first, breadcrumbs.size())) {
      repeated.write(bytes, breadcrumb);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void text(String field, @Nullable String text, int limit) throws IOException {
    if (text != null) {
      json.writeStringField(field, SentText.of(text, limit));
    }
  }
}
