package dev.whorl.inbox.preview;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.grouping.Group;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.PreparedEvent;
import dev.whorl.inbox.payload.EventFromJson;
import dev.whorl.inbox.payload.EventReader;
import dev.whorl.inbox.payload.KnownTraces;
import dev.whorl.inbox.payload.RecordedVariables;
import dev.whorl.inbox.payload.UnreadableEventException;
import dev.whorl.inbox.store.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares the groups that events have by old rules with those by new ones. Reads and hashes on two
 * threads; groups are put together in the order of the events, so that the result is always the
 * same. Needs memory for the groups and for a few events at a time.
 */
public final class Preview {
  private final Grouper before;
  private final Grouper after;
  private final KnownTraces tracesBefore;
  private final KnownTraces tracesAfter;
  private final EventReader reader = new EventReader();

  /**
   * Makes a preview, which may run several times. It takes about half the time if one grouper was
   * made of the other by {@link Grouper#with}.
   *
   * @param before groups by the old rules
   * @param after groups by the new rules
   */
  public Preview(Grouper before, Grouper after) {
    this.before = before;
    this.after = after;
    tracesBefore = new KnownTraces(before);
    tracesAfter = after.sharesEventsWith(before) ? tracesBefore : new KnownTraces(after);
  }

  /**
   * Runs the preview. Events that cannot be read are told to the watcher and counted; the others go
   * on.
   *
   * @param source the events
   * @param watcher follows it
   * @return what the new rules do
   * @throws IOException if the source fails
   * @throws CancellationException if the watcher or an interrupt ends it
   */
  public PreviewResult run(EventSource source, PreviewWatcher watcher) throws IOException {
    PreviewRun run = new PreviewRun(this::hash, watcher, source.total());
    try (run) {
      source.visit(run::take);
      return run.finish();
    }
  }

  /** What an event gives: its hashes and title, or the reason why it has none. */
  record Hashed(
      String place,
      List<String> before,
      List<String> after,
      String title,
      @Nullable String problem) {
    static Hashed failed(String place, String problem) {
      return new Hashed(place, List.of(), List.of(), "", problem);
    }
  }

  private Hashed hash(String place, Supplier<byte[]> json) {
    try {
      JsonNode payload = reader.readForGrouping(json.get());
      RecordedVariables variables = new RecordedVariables(payload);
      PreparedEvent event = before.prepare(EventFromJson.read(payload, tracesBefore));
      Group old = before.group(event, variables);
      if (!after.sharesEventsWith(before)) {
        event = after.prepare(EventFromJson.read(payload, tracesAfter));
      }
      Group now = after.group(event, variables);
      return new Hashed(place, old.hashes(), now.hashes(), now.title(), null);
    } catch (UnreadableEventException e) {
      return Hashed.failed(place, e.reason());
    } catch (StoreException e) {
      return Hashed.failed(place, String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      return Hashed.failed(
          place, "the event needs more memory than Java may use; java -Xmx gives it more");
    } catch (RuntimeException | StackOverflowError e) {
      return Hashed.failed(place, "the event cannot be grouped: " + e.getClass().getSimpleName());
    }
  }
}
