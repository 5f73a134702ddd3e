package dev.whorl.inbox.ingest;

/** Takes what a {@link SegmentFollower} finds. What it throws ends the poll before the position. */
public interface SegmentSink {
  /**
   * An event was read. It may come again: after an error, or when its file is read anew.
   *
   * @param file the name of the file
   * @param position where its next line begins, in bytes
   * @param event the event
   */
  void event(String file, long position, ReceivedEvent event);

  /**
   * Something could not be read, and was passed over.
   *
   * @param problem what and why
   */
  void problem(SegmentProblem problem);
}
