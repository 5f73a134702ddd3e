package dev.whorl.contract;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole suite. A test class for each way to run an appender extends it and says what it runs
 * on.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields.
public abstract class AppenderContract
    implements FingerprintContract,
        MarkerContract,
        HookContract,
        ExceptionContract,
        EventContract,
        GroupingContract,
        GroupPatternContract,
        ScrubbingContract,
        BreadcrumbContract,
        DeliveryContract,
        SettingsContract {
  @TempDir Path folder;

  private EventServer server;
  private BackEnd backEnd;

  /** What the suite runs on; asked once a test. */
  protected abstract BackEnd newBackEnd();

  @BeforeEach
  final void open() {
    server = new EventServer();
    backEnd = newBackEnd();
  }

  @AfterEach
  final void close() {
    server.release();
    backEnd.stop();
    server.close();
    Hooks.logging = () -> {};
  }

  @Override
  public final World world() {
    return new World(backEnd, server, folder);
  }
}
