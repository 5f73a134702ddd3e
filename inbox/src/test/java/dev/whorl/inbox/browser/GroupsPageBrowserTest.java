package dev.whorl.inbox.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GroupsPageBrowserTest extends BrowserTestCase {
  @Test
  void emptyInbox_saysWhereToSend() {
    open("/");

    assertThat(browser.find("#dsn").getText()).isEqualTo(inbox.dsn());
  }
}
