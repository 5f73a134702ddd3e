package dev.whorl.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the server does with one request.
 *
 * @param manner how
 * @param status of the answer
 * @param headers whole lines
 * @param body of the answer; may be empty
 * @param delay before it begins to answer
 */
record Answer(Manner manner, int status, List<String> headers, byte[] body, Duration delay) {
  static final Answer OK = of(200).saying("{\"id\":\"0\"}");

  /** How an answer comes, or does not. */
  enum Manner {
    WHOLE,
    /** One byte, a moment, the next byte. */
    SLOWLY,
    /** In chunks, without a length. */
    CHUNKED,
    /** Whole; then the connection is closed, which the answer did not announce. */
    THEN_CLOSED,
    /** The request is read, and that is all. */
    STALL,
    /** A part of the request is read. */
    RESET_IN_REQUEST,
    /** The connection breaks before the status line is out. */
    RESET_IN_ANSWER,
    /** The connection breaks when the head is out and the body is not. */
    RESET_IN_BODY,
    /** The connection is closed in good order, without an answer. */
    NO_ANSWER,
    /** The body alone, whatever it is: no status line, no headers. */
    RAW
  }

  static Answer of(int status) {
    return new Answer(Manner.WHOLE, status, List.of(), new byte[0], Duration.ZERO);
  }

  Answer saying(String text) {
    return saying(text.getBytes(StandardCharsets.UTF_8));
  }

  Answer saying(byte[] bytes) {
    return new Answer(manner, status, headers, bytes, delay);
  }

  Answer with(String header) {
    List<String> all = new ArrayList<>(headers);
    all.add(header);
    return new Answer(manner, status, all, body, delay);
  }

  Answer in(Manner other) {
    return new Answer(other, status, headers, body, delay);
  }

  Answer after(Duration pause) {
    return new Answer(manner, status, headers, body, pause);
  }

  /** Whether a client that hears it may forget the event. */
  boolean acknowledges() {
    return switch (manner) {
      case WHOLE, SLOWLY, CHUNKED, THEN_CLOSED, RESET_IN_BODY ->
          status / 100 == 2 || status == 400 && text().contains("already exists");
      case STALL, RESET_IN_REQUEST, RESET_IN_ANSWER, NO_ANSWER, RAW -> false;
    };
  }

  private String text() {
    return new String(body, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    String said = body.length > 40 ? body.length + " bytes" : text();
    String all = status + " " + manner + " " + headers + " " + said;
    return all.substring(0, Math.min(100, all.length())).replaceAll("\\p{Cntrl}", ".");
  }
}
