package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.preview.PreviewJob;
import dev.whorl.inbox.preview.PreviewJobs;
import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.web.Answer;
import dev.whorl.inbox.web.Parameters;
import dev.whorl.inbox.web.WebRequest;
import java.util.Optional;

/** The part of a page that shows how far a preview is, and then what it says. */
final class PreviewPart {
  private final EventStore store;
  private final PreviewJobs previews;
  private final Templates templates;

  PreviewPart(EventStore store, PreviewJobs previews, Templates templates) {
    this.store = store;
    this.previews = previews;
    this.templates = templates;
  }

  Answer part(WebRequest request) {
    new Parameters(request);
    Optional<PreviewJob> job = previews.find(request.parameter("id"));
    if (job.isEmpty()) {
      return templates.part("previewGone", "This preview is gone, since another one was started.");
    }
    PreviewJob.Progress progress = job.get().progress();
    return progress.result() == null
        ? templates.part("previewProgress", PreviewProgress.of(job.get().id(), progress))
        : templates.part(
            "previewResult",
            PreviewView.of(progress.result(), hash -> store.group(hash).isPresent()));
  }
}
