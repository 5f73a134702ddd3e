package dev.whorl.grouping.facts;

import dev.whorl.event.ErrorEvent;
import dev.whorl.event.Fingerprint;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Sdk;
import dev.whorl.event.SentText;
import dev.whorl.event.Snapshot;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrownException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What of an event takes part in grouping, after normalization. Made of an event that is about to
 * be sent, or read from the JSON of one that was.
 *
 * @param platform for example {@code java}
 * @param checksum the event's checksum, null for none
 * @param fingerprint what the client asked for, null for nothing
 * @param message the text of the log call
 * @param exceptions in payload order: root cause first
 * @param threads threads with stack traces
 * @param trace the top-level stack trace; empty for none
 * @param template the template that failed
 * @param level for example {@code error}
 * @param logger the logger
 * @param transaction the transaction
 * @param tags by name
 * @param release the release
 * @param sdk the name of the client
 */
public record GroupableEvent(
    String platform,
    @Nullable String checksum,
    @Nullable List<String> fingerprint,
    @Nullable Message message,
    List<ThrownFacts> exceptions,
    List<ThreadFacts> threads,
    GroupableTrace trace,
    @Nullable Template template,
    String level,
    @Nullable String logger,
    @Nullable String transaction,
    Map<String, String> tags,
    @Nullable String release,
    @Nullable String sdk) {

  /**
   * What of an event that is about to be sent takes part in grouping, as a server will read it.
   *
   * @param event the event
   * @param traces gives what takes part of the frames of an exception; {@link #trace} or something
   *     that remembers what that gave
   * @return its facts
   */
  public static GroupableEvent of(
      ErrorEvent event, Function<List<StackFrame>, GroupableTrace> traces) {
    Fingerprint fingerprint = event.fingerprint();
    Sdk sdk = event.sdk();
    return new GroupableEvent(
        "java",
        null,
        fingerprint == null ? null : fingerprint.parts(),
        message(event.message()),
        thrown(event.exceptions(), traces),
        List.of(),
        GroupableTrace.EMPTY,
        null,
        event.severity().protocolName(),
        event.logger() == null ? null : SentText.logger(event.logger()),
        null,
        event.tags().isEmpty() ? event.tags() : SentText.tags(event.tags()),
        sent(event.release(), SentText.MAX_NAME),
        sdk == null ? null : sdk.name());
  }

  private static @Nullable Message message(@Nullable LogMessage message) {
    if (message == null) {
      return null;
    }
    String formatted = SentText.of(message.formatted(), Snapshot.MAX_TEXT);
    String template = sent(message.template(), Snapshot.MAX_TEXT);
    return new Message(formatted.equals(template) ? null : template, formatted);
  }

  private static List<ThrownFacts> thrown(
      List<ThrownException> exceptions, Function<List<StackFrame>, GroupableTrace> traces) {
    List<ThrownFacts> facts = new ArrayList<>(exceptions.size());
    for (ThrownException exception : exceptions) {
      facts.add(
          new ThrownFacts(
              SentText.of(exception.type(), SentText.MAX_TYPE),
              sent(exception.value(), Snapshot.MAX_TEXT),
              exception.mechanism().type(),
              exception.mechanism().exceptionId(),
              exception.mechanism().parentId(),
              false,
              false,
              traces.apply(exception.frames())));
    }
    return facts;
  }

  /**
   * What of the frames of an exception takes part in grouping.
   *
   * @param frames outermost call first
   * @return a trace that no rule has seen
   */
  public static GroupableTrace trace(List<StackFrame> frames) {
    return new GroupableTrace(frames.stream().map(GroupableEvent::frame).toList());
  }

  /**
   * What of a frame takes part in grouping. A server takes the file's name for its path, too, where
   * there is none.
   *
   * @param frame as it is sent
   * @return its facts
   */
  public static GroupableFrame frame(StackFrame frame) {
    String filename = sent(frame.filename(), SentText.MAX_TYPE);
    return new GroupableFrame(
        null,
        SentText.of(frame.module(), SentText.MAX_TYPE),
        SentText.of(frame.function(), SentText.MAX_TYPE),
        filename,
        filename,
        null,
        null,
        frame.lineno(),
        0,
        frame.inApp());
  }

  private static @Nullable String sent(@Nullable String text, int limit) {
    return text == null ? null : SentText.of(text, limit);
  }

  /**
   * The text of a log call, normalized.
   *
   * @param template the text with placeholders; null if it equals the formatted text
   * @param formatted the formatted text
   */
  public record Message(@Nullable String template, @Nullable String formatted) {}

  /**
   * One exception.
   *
   * @param type the class name without its package
   * @param value the message
   * @param mechanism the mechanism's type
   * @param exceptionId its id in the event, null for none
   * @param parentId the id of the one that it belongs to, null for none
   * @param exceptionGroup whether it only groups others
   * @param synthetic whether its type means nothing
   * @param trace its stack trace; empty for none
   */
  public record ThrownFacts(
      @Nullable String type,
      @Nullable String value,
      @Nullable String mechanism,
      @Nullable Integer exceptionId,
      @Nullable Integer parentId,
      boolean exceptionGroup,
      boolean synthetic,
      GroupableTrace trace) {
    /**
     * Whom rules see that ask for the owner of the trace.
     *
     * @param platform the event's platform
     * @return the owner
     */
    public TraceOwner owner(String platform) {
      return new TraceOwner(type, value, mechanism, platform);
    }
  }

  /**
   * One thread.
   *
   * @param crashed whether it is the one that crashed
   * @param current whether it is the one that captured the event
   * @param trace its stack trace; empty for none
   */
  public record ThreadFacts(boolean crashed, boolean current, GroupableTrace trace) {}

  /**
   * A template that failed.
   *
   * @param filename the template's file
   * @param contextLine the line in it
   */
  public record Template(@Nullable String filename, @Nullable String contextLine) {}
}
