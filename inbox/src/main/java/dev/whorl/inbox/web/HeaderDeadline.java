package dev.whorl.inbox.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections on which a request does not begin, though a byte comes now and then: they would
 * use up all that there may be. It looks from time to time, and ends those that wait for the same
 * request as at the look before. A body has a deadline of its own.
 */
final class HeaderDeadline extends AbstractLifeCycle implements Connection.Listener {
  /** Of a connection that was not there at the last look. */
  private static final long UNSEEN = -1;

  private final Scheduler scheduler;
  private final long millis;
  private final Map<Connection, Long> awaited = new ConcurrentHashMap<>();

  /**
   * Makes one that looks when it is started.
   *
   * @param scheduler runs the looks
   * @param millis from one look to the next; a request may take as long to begin, at most twice
   */
  HeaderDeadline(Scheduler scheduler, long millis) {
    this.scheduler = scheduler;
    this.millis = millis;
  }

  @Override
  protected void doStart() {
    schedule();
  }

  private void schedule() {
    Scheduler.Task unused = scheduler.schedule(this::look, millis, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      awaited.replaceAll(HeaderDeadline::lookAt);
    } finally {
      if (isRunning()) {
        schedule();
      }
    }
  }

  private static long lookAt(Connection connection, long before) {
    long begun = connection.getMessagesIn();
    if (connection.getMessagesOut() < begun || isWriting(connection)) {
      return UNSEEN;
    }
    if (begun == before) {
      connection.getEndPoint().close();
    }
    return begun;
  }

  private static boolean isWriting(Connection connection) {
    return connection.getEndPoint() instanceof AbstractEndPoint end
        && end.getWriteFlusher().isPending();
  }

  @Override
  public void onOpened(Connection connection) {
    awaited.put(connection, UNSEEN);
  }

  @Override
  public void onClosed(Connection connection) {
    awaited.remove(connection);
  }
}
