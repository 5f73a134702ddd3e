package dev.whorl.capture;

import dev.whorl.capture.Scrubber.Mask;
import dev.whorl.capture.ThrowableReader.Reading;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.Fingerprint;
import dev.whorl.event.LogCall;
import dev.whorl.event.LogMessage;
import dev.whorl.event.ThrowableView;
import dev.whorl.event.ThrownException;
import dev.whorl.event.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes an event of a log call, with the fingerprint that the call asked for. Thread-safe as far as
 * the options are.
 */
public final class EventFactory {
  /** The key in the context {@code whorl} that says where the fingerprint came from. */
  public static final String FINGERPRINT_FROM = "fingerprint_from";

  private static final String USER_ID = "user.id";
  private static final String USER_EMAIL = "user.email";
  private static final String USER_NAME = "user.username";
  private static final String USER_ADDRESS = "user.ip_address";
  private static final Set<String> USER_KEYS = Set.of(USER_ID, USER_EMAIL, USER_NAME, USER_ADDRESS);

  private final CaptureOptions options;
  private final ThrowableReader throwables;
  private final NameGlobs contextTags;
  private final FingerprintTexts texts;

  /**
   * Makes a factory.
   *
   * @param options what to put into events
   * @param texts reads the fingerprint texts of log calls
   */
  public EventFactory(CaptureOptions options, FingerprintTexts texts) {
    this.options = options;
    this.texts = texts;
    throwables = new ThrowableReader(options.inApp(), options.origin());
    contextTags = new NameGlobs(options.contextTags(), false);
  }

  /** A fingerprint and where it came from. */
  private record Sourced(Fingerprint fingerprint, String from) {}

  /**
   * Makes an event.
   *
   * @param call what the appender saw
   * @return a new event with a new id
   */
  public ErrorEvent create(LogCall call) {
    Mask mask = maskOf(call);
    ErrorEvent.Builder event =
        ErrorEvent.builder(call.timestamp(), call.severity())
            .logger(mask.text(call.logger()))
            .thread(
                call.threadName().isEmpty() ? null : mask.text(call.threadName()), call.threadId())
            .environment(options.environment())
            .release(options.release())
            .dist(options.dist())
            .serverName(options.serverName().get())
            .sdk(options.sdk())
            .message(message(call, mask))
            .breadcrumbs(call.breadcrumbs().stream().map(mask::breadcrumb).toList())
            .context("runtime", Platform.RUNTIME)
            .context("os", Platform.OS);
    data(call, mask, event);
    if (!call.markers().isEmpty()) {
      event.tag("marker", mask.text(String.join(",", call.markers())));
    }
    if (call.thrown() != null) {
      thrown(call.thrown(), call.threadId(), mask, event);
    }
    Sourced sourced = fingerprint(call);
    event.fingerprint(masked(sourced.fingerprint, mask));
    event.contextValue(ErrorEvent.WHORL_CONTEXT, FINGERPRINT_FROM, sourced.from);
    return event.build();
  }

  /**
   * What masks the secrets of a log call in a text.
   *
   * @param call the log call
   * @return gives the text with secrets masked
   */
  public UnaryOperator<String> masking(LogCall call) {
    return maskOf(call)::text;
  }

  private Mask maskOf(LogCall call) {
    return options.scrubber().maskFor(List.of(call.mdc(), call.keyValues()));
  }

  private static @Nullable LogMessage message(LogCall call, Mask mask) {
    LogMessage message = call.message();
    if (message.formatted().isBlank() && call.thrown() != null) {
      return null;
    }
    String formatted = message.formatted().isBlank() ? "(no message)" : message.formatted();
    String template = message.template();
    return new LogMessage(
        template == null ? null : mask.text(template),
        mask.text(formatted),
        mask.texts(message.params()));
  }

  /** MDC and key-values: tags where they are named so, the user, and the rest as contexts. */
  private void data(LogCall call, Mask mask, ErrorEvent.Builder event) {
    Map<String, @Nullable Object> mdc = new LinkedHashMap<>();
    Map<String, String> user = new LinkedHashMap<>();
    call.mdc()
        .forEach(
            (key, value) -> {
              // Both logging libraries let a program put null into the diagnostic context.
              if (value == null) {
                return;
              }
              Object masked = mask.value(key, value);
              if (USER_KEYS.contains(key)) {
                user.put(key, String.valueOf(masked));
              } else {
                place(key, masked, mdc, event);
              }
            });
    Map<String, @Nullable Object> keyValues = new LinkedHashMap<>();
    call.keyValues().forEach((key, value) -> place(key, mask.value(key, value), keyValues, event));
    event.context("MDC", mdc).context("Key-Values", keyValues);
    if (!user.isEmpty()) {
      event.user(
          new User(
              user.get(USER_ID),
              user.get(USER_EMAIL),
              user.get(USER_NAME),
              user.get(USER_ADDRESS)));
    }
  }

  private void place(
      String key,
      @Nullable Object value,
      Map<String, @Nullable Object> context,
      ErrorEvent.Builder event) {
    if (key.equals(options.fingerprintKey())) {
      return;
    }
    if (contextTags.match(key)) {
      event.tag(key, value == null ? null : String.valueOf(value));
    } else {
      context.put(key, value);
    }
  }

  private void thrown(ThrowableView thrown, long threadId, Mask mask, ErrorEvent.Builder event) {
    Reading reading = throwables.read(thrown, threadId);
    event.exceptions(
        mask.isEmpty()
            ? reading.exceptions()
            : reading.exceptions().stream().map(e -> masked(e, mask)).toList());
    if (reading.exceptionsLeftOut() > 0) {
      event.contextValue(
          ErrorEvent.WHORL_CONTEXT, "exceptions_left_out", reading.exceptionsLeftOut());
    }
    if (reading.framesLeftOut() > 0) {
      event.contextValue(ErrorEvent.WHORL_CONTEXT, "frames_left_out", reading.framesLeftOut());
    }
    if (!reading.unreadable().isEmpty()) {
      event.contextValue(ErrorEvent.WHORL_CONTEXT, "unreadable", reading.unreadable());
    }
  }

  private static ThrownException masked(ThrownException exception, Mask mask) {
    String value = exception.value();
    return value == null
        ? exception
        : new ThrownException(
            exception.type(),
            mask.text(value),
            exception.module(),
            exception.threadId(),
            exception.mechanism(),
            exception.frames());
  }

  private static Fingerprint masked(Fingerprint fingerprint, Mask mask) {
    if (mask.isEmpty()) {
      return fingerprint;
    }
    // A secret that happens to be the word "default" must not end the extension of the default
    // grouping.
    return new Fingerprint(
        fingerprint.parts().stream()
            .map(part -> part.equals(Fingerprint.DEFAULT) ? part : mask.text(part))
            .toList());
  }

  /** The later source wins, if it has any part: MDC, then key-value, then marker. */
  private Sourced fingerprint(LogCall call) {
    Fingerprint marker = call.markerFingerprint();
    if (marker != null && !marker.isEmpty()) {
      return new Sourced(marker, "marker");
    }
    Object keyValue = call.keyValues().get(options.fingerprintKey());
    Fingerprint fromKeyValue =
        keyValue instanceof Fingerprint made
            ? made
            : parse(keyValue == null ? null : String.valueOf(keyValue), "key-value");
    if (!fromKeyValue.isEmpty()) {
      return new Sourced(fromKeyValue, "key-value");
    }
    Fingerprint fromMdc = parse(call.mdc().get(options.fingerprintKey()), "MDC entry");
    return new Sourced(fromMdc, fromMdc.isEmpty() ? "default" : "mdc");
  }

  private Fingerprint parse(@Nullable String text, String source) {
    return text == null
        ? Fingerprint.of()
        : texts.read(text, source + " '" + options.fingerprintKey() + "'");
  }
}
