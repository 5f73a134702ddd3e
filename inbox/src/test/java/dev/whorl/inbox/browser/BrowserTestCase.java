package dev.whorl.inbox.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.inbox.cli.RunningInbox;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An inbox as users run it, in a browser as they have it. Whatever else a test is about, the
 * browser must have nothing to complain of: it says so when a page wants what the policy forbids.
 */
@ExtendWith(InstalledBrowser.class)
public abstract class BrowserTestCase {
  @TempDir protected Path folder;
  protected RunningInbox inbox;
  protected Browser browser;

  @BeforeEach
  void startInbox(Browser installed) throws IOException {
    browser = installed;
    inbox = start();
  }

  /** One without rules, unless a test needs another. */
  protected RunningInbox start() throws IOException {
    return RunningInbox.start(folder, null, null);
  }

  @AfterEach
  void stopInbox() {
    browser.open("about:blank");
    inbox.close();
    assertThat(browser.complaints()).isEmpty();
    assertThat(inbox.notices()).isEmpty();
  }

  /** Opens a page of the inbox. */
  protected void open(String path) {
    browser.open(inbox.url(path));
  }
}
