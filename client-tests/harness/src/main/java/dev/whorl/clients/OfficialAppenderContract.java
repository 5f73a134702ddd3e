package dev.whorl.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentry.Sentry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The official appender of a logging library sends to an inbox. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit starts it.
public abstract class OfficialAppenderContract implements GroupsContract, BesideWhorlContract {
  /** How long the client may take to send what it has. */
  private static final long PATIENCE_MILLIS = 10_000;

  private InboxProcess inbox;

  /** Configures the library from its XML; the system property inbox.dsn says where to send. */
  protected abstract void configure() throws Exception;

  /** Ends what was configured. */
  protected abstract void shutDown();

  @Override
  public abstract Log log(String name);

  @Override
  public abstract void mdc(String key, @Nullable String value);

  @BeforeAll
  final void start(@TempDir Path folder) throws Exception {
    inbox = InboxProcess.start(folder);
    System.setProperty("inbox.dsn", inbox.dsn());
    configure();
  }

  @AfterAll
  final void stop() throws IOException {
    shutDown();
    Sentry.close();
    String errors = inbox.errors();
    inbox.close();
    assertThat(errors).isEmpty();
  }

  @Override
  public final InboxProcess inbox() {
    return inbox;
  }

  @Override
  public final List<ShownGroup> groups(String logger, int events) {
    Sentry.flush(PATIENCE_MILLIS);
    return inbox.groups(logger, events);
  }
}
