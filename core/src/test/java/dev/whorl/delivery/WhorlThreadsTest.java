package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WhorlThreadsTest {
  @Test
  void ownThreads_areKnownByTheirNames() {
    assertThat(WhorlThreads.isOwn(WhorlThreads.worker("a", () -> {}).getName())).isTrue();
    assertThat(WhorlThreads.isOwn(WhorlThreads.sender("a", 1, () -> {}).getName())).isTrue();
    assertThat(WhorlThreads.isOwn("whorl-of-the-application")).isFalse();
    assertThat(WhorlThreads.isOwn("main")).isFalse();
    assertThat(WhorlThreads.isOwn("")).isFalse();
  }

  @Test
  void ownThread_takesNothingOverFromTheThreadThatMadeIt() throws Exception {
    InheritableThreadLocal<String> inheritable = new InheritableThreadLocal<>();
    inheritable.set("leak");
    AtomicReference<String> seen = new AtomicReference<>("unset");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(new ClassLoader(before) {});
    try {
      Thread thread = WhorlThreads.worker("a", () -> seen.set(inheritable.get()));
      assertThat(thread.getContextClassLoader()).isSameAs(WhorlThreads.class.getClassLoader());
      assertThat(thread.isDaemon()).isTrue();
      thread.start();
      thread.join();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
      inheritable.remove();
    }

    assertThat(seen.get()).isNull();
  }
}
