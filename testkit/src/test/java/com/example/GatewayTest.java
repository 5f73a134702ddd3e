package com.example;

import static dev.whorl.testkit.WhorlAssertions.apart;
import static dev.whorl.testkit.WhorlAssertions.assertThat;
import static dev.whorl.testkit.WhorlAssertions.together;

import dev.whorl.logback.Fingerprints;
import dev.whorl.testkit.CapturedErrors;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The example of docs/testing.md. */
class GatewayTest {
  private static final Logger log = LoggerFactory.getLogger("com.example.Gateway");

  @RegisterExtension
  final CapturedErrors errors = CapturedErrors.onLogback().withInAppIncludes("com.example");

  /** Stands for the code under test. */
  private static void call(String method, String path) {
    log.error(
        Fingerprints.marker("{{ default }}", method),
        "No answer to {} {}",
        method,
        path,
        new IOException("timed out"));
  }

  @Test
  void fingerprintHasTheMethod() {
    call("POST", "/orders/7");

    assertThat(errors).singleEvent().hasFingerprint("{{ default }}", "POST");
    assertThat(errors).hasNoLosses();
  }

  @Test
  void pathsAreGroupedTogether() {
    for (String path : new String[] {"/orders/7", "/orders/8"}) {
      call("POST", path);
    }

    assertThat(errors).areGrouped(together);
  }

  @Test
  void methodsAreGroupedApart() {
    for (String method : new String[] {"GET", "POST"}) {
      call(method, "/orders/7");
    }

    assertThat(errors).areGrouped(apart);
  }
}
