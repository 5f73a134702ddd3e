package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.preview.PreviewJob.Progress;
import dev.whorl.inbox.preview.PreviewJob.State;
import java.util.Locale;

/**
 * How far a preview is that has no result.
 *
 * @param id what it is called
 * @param state what it is at, in lower case
 * @param running whether it goes on
 * @param done how many events it has seen
 * @param total how many there are; 0 if nobody knows yet
 * @param text the same in words
 */
record PreviewProgress(
    String id, String state, boolean running, long done, long total, String text) {
  static PreviewProgress of(String id, Progress progress) {
    long done = progress.done();
    long total = Math.max(0, progress.total());
    String events =
        total == 0
            ? PageText.count(done, "event")
            : PageText.number(done) + " of " + PageText.count(total, "event");
    String text =
        switch (progress.state()) {
          case RUNNING -> events;
          case CANCELLED -> "Cancelled after " + events + ".";
          case FAILED -> "Failed after " + events + ": " + PageText.line("" + progress.problem());
          case DONE -> "Done.";
        };
    return new PreviewProgress(
        id,
        progress.state().name().toLowerCase(Locale.ROOT),
        progress.state() == State.RUNNING,
        done,
        total,
        text);
  }
}
