package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Proxy;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeptConnectionsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final KeptConnections kept = new KeptConnections(2);

  @Test
  void lastUsed_isUsedNext() throws IOException {
    ServerConnection one = connection();
    ServerConnection two = connection();
    kept.keep(one, 0);
    kept.keep(two, 0);

    assertThat(kept.take()).isSameAs(two);
    assertThat(kept.take()).isSameAs(one);
    assertThat(kept.take()).isNull();
  }

  @Test
  void oneTooMany_isClosed() throws IOException {
    kept.keep(connection(), 0);
    kept.keep(connection(), 0);
    ServerConnection third = connection();
    kept.keep(third, 0);

    assertThat(third.socket().isClosed()).isTrue();
  }

  @Test
  void afterAMinute_isClosed() throws IOException {
    ServerConnection old = connection();
    ServerConnection young = connection();
    kept.keep(old, 0);
    kept.keep(young, SECOND);
    kept.tick(60 * SECOND - 1);
    assertThat(old.socket().isClosed()).isFalse();

    kept.tick(60 * SECOND);

    assertThat(old.socket().isClosed()).isTrue();
    assertThat(kept.take()).isSameAs(young);
  }

  @Test
  void afterTheEnd_noneIsKept() throws IOException {
    ServerConnection early = connection();
    ServerConnection late = connection();
    kept.keep(early, 0);
    kept.close();
    kept.keep(late, 0);

    assertThat(early.socket().isClosed()).isTrue();
    assertThat(late.socket().isClosed()).isTrue();
    assertThat(kept.take()).isNull();
  }

  private static ServerConnection connection() throws IOException {
    return new ServerConnection(new TimedSocket(Proxy.NO_PROXY), false);
  }
}
