package dev.whorl.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.shop.Orders;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether Whorl and the official client put the same log call into the same group. */
interface BesideWhorlContract extends World {
  /** Both appenders listen to it and to those below it. */
  String BOTH = "com.acme.both.";

  static Stream<Throwable> failures() {
    return Stream.of(
        Orders.outOfStock(1),
        Orders.notDelivered(1),
        Orders.withCauses(1),
        Orders.inCallback(1),
        Orders.endless());
  }

  @ParameterizedTest
  @MethodSource("dev.whorl.clients.BesideWhorlContract#failures")
  default void exceptionIsInOneGroup(Throwable failure) {
    String logger = BOTH + "thrown" + Arrays.hashCode(failure.getStackTrace());
    log(logger).error("failed", failure);

    List<ShownGroup> groups = groups(logger, 2);

    assertThat(groups).hasSize(1);
    assertThat(clients(groups)).hasSize(2);
  }

  /** The suppressed one enters the hash only if the official client sends it. */
  @Test
  default void exceptionWithASuppressedOneIsInTwoGroups() {
    log(BOTH + "suppressed").error("failed", Orders.withSuppressed(1));

    List<ShownGroup> groups = groups(BOTH + "suppressed", 2);

    assertThat(groups).hasSize(2);
    assertThat(clients(groups)).hasSize(2);
  }

  /** The official client sends the stack trace of the thread, which then makes the group. */
  @Test
  default void messageIsInTwoGroups() {
    log(BOTH + "message").error("order {} is late", 17);

    assertThat(groups(BOTH + "message", 2)).hasSize(2);
  }

  @Test
  default void messageIsInOneGroup_ifTheOfficialClientSendsNoStackTrace() {
    GroupsContract.withoutStackTraces(() -> log(BOTH + "template").error("order {} is late", 17));

    List<ShownGroup> groups = groups(BOTH + "template", 2);

    assertThat(groups).hasSize(1);
    assertThat(clients(groups)).hasSize(2);
  }

  private static Set<String> clients(List<ShownGroup> groups) {
    Set<String> names = new TreeSet<>();
    for (ShownGroup group : groups) {
      group.events().forEach(event -> names.add(event.path("sdk").path("name").asText()));
    }
    return names;
  }
}
