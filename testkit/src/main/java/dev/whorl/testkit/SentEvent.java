package dev.whorl.testkit;

import dev.whorl.event.ErrorEvent;
import dev.whorl.event.Fingerprint;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Mechanism;
import dev.whorl.event.Sdk;
import dev.whorl.event.Severity;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrownException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads back what Whorl wrote of an event, as far as tests ask for it or its group depends on it.
 */
final class SentEvent {
  private final Payload payload;

  private SentEvent(Payload payload) {
    this.payload = payload;
  }

  static ErrorEvent read(Payload payload) {
    return new SentEvent(payload).read();
  }

  private ErrorEvent read() {
    Severity severity = Severity.parse(payload.text("level", ""));
    List<String> fingerprint = payload.texts("fingerprint");
    Payload sdk = payload.at("sdk");
    return ErrorEvent.builder(
            Instant.parse(payload.text("timestamp", Instant.EPOCH.toString())),
            severity == null ? Severity.ERROR : severity)
        .logger(payload.text("logger"))
        .sdk(new Sdk(sdk.text("name", ""), sdk.text("version", "")))
        .release(payload.text("release"))
        .environment(payload.text("environment"))
        .fingerprint(fingerprint == null ? null : new Fingerprint(fingerprint))
        .message(message())
        .exceptions(
            payload.at("exception").list("values").stream().map(SentEvent::exception).toList())
        .tags(payload.at("tags").texts())
        .build();
  }

  private @Nullable LogMessage message() {
    Payload entry = payload.at("logentry");
    String formatted = entry.text("formatted");
    return formatted == null ? null : new LogMessage(entry.text("message"), formatted, List.of());
  }

  private static ThrownException exception(Payload exception) {
    Payload mechanism = exception.at("mechanism");
    return new ThrownException(
        exception.text("type", ""),
        exception.text("value"),
        exception.text("module"),
        exception.number("thread_id", 0),
        new Mechanism(
            mechanism.text("type", ""),
            mechanism.flag("handled"),
            (int) mechanism.number("exception_id", 0),
            mechanism.number("parent_id"),
            mechanism.text("source")),
        exception.at("stacktrace").list("frames").stream().map(SentEvent::frame).toList());
  }

  private static StackFrame frame(Payload frame) {
    return new StackFrame(
        frame.text("module", ""),
        frame.text("function", ""),
        frame.text("filename"),
        (int) frame.number("lineno", 0),
        frame.flag("in_app"));
  }
}
