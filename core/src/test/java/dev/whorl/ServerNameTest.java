package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ServerNameTest {
  @Test
  void configuredName_isNotLookedUp() {
    assertThat(ServerName.lookUp("host-1", "NAME").get()).isEqualTo("host-1");
    assertThat(Threads.own()).noneMatch(name -> name.contains("NAME"));
  }

  @Test
  void hostName_isTheSameEachTime() {
    Supplier<String> name = ServerName.lookUp(null, "NAME");
    String first = name.get();

    assertThat(first).isNotBlank();
    assertThat(name.get()).isEqualTo(first);
  }

  @Test
  void interruptedThread_getsNoNameAndStaysInterrupted() {
    Supplier<String> name = new ServerName();
    Thread.currentThread().interrupt();

    assertThat(name.get()).isNull();
    assertThat(Thread.interrupted()).isTrue();
  }
}
