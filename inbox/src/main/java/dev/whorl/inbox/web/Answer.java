package dev.whorl.inbox.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a request is answered with. Immutable. */
public final class Answer {
  private static final String JSON = "application/json";

  private final int status;
  private final String type;
  private final byte[] body;
  private final Map<String, String> headers;

  /**
   * Makes an answer.
   *
   * @param status the HTTP status
   * @param type the media type of the body
   * @param body the body; empty for none; not to be changed later
   */
  public Answer(int status, String type, byte[] body) {
    this(status, type, body, Map.of());
  }

  private Answer(int status, String type, byte[] body, Map<String, String> headers) {
    this.status = status;
    this.type = type;
    this.body = body;
    this.headers = headers;
  }

  /**
   * An answer for programs.
   *
   * @param status the HTTP status
   * @param json the body
   * @return the answer
   */
  public static Answer json(int status, JsonNode json) {
    return new Answer(status, JSON, json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A refusal, as JSON with a reason for people.
   *
   * @param status the HTTP status
   * @param reason what is wrong and what to do
   * @return the answer
   */
  public static Answer refusal(int status, String reason) {
    return json(status, JsonNodeFactory.instance.objectNode().put("detail", reason));
  }

  /**
   * A page.
   *
   * @param html the whole document
   * @return the answer
   */
  public static Answer page(String html) {
    return new Answer(200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The same answer with one header more.
   *
   * @param name the header's name
   * @param value its value
   * @return a new answer
   */
  public Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, type, body, more);
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  byte[] body() {
    return body;
  }

  Map<String, String> headers() {
    return headers;
  }
}
