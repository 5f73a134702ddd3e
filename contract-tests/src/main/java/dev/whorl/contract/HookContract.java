package dev.whorl.contract;

import static dev.whorl.contract.World.fingerprint;
import static dev.whorl.contract.World.from;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.event.DropReason;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The {@code BeforeSend} hook, and log calls that Whorl's own work causes. */
interface HookContract {
  World world();

  @Test
  default void hook_seesTheLiveThrowableAndChangesTheEvent() {
    JsonNode event =
        world()
            .start("beforeSend", Hooks.SetsFingerprint.class.getName())
            .log(Call.error("failed").thrown(new IllegalStateException("x")))
            .event();

    assertThat(fingerprint(event)).containsExactly("hook", "IllegalStateException");
    assertThat(event.at("/tags/hooked").asText()).isEqualTo("yes");
    assertThat(from(event)).isEqualTo("before-send");
  }

  @Test
  default void hookThatReturnsNull_dropsAndCounts() {
    World world = world().start("beforeSend", Hooks.Drops.class.getName());
    world.log(Call.error("one"), Call.error("two"));

    assertThat(world.events()).isEmpty();
    assertThat(world.metrics().dropped()).isEqualTo(Map.of(DropReason.BEFORE_SEND, 2L));
    assertThat(world.statusWith("before_send")).isNotEmpty();
  }

  @Test
  default void hookThatThrows_isToldOnceAndTheEventGoesOutAsItWas() {
    World world = world().start("beforeSend", Hooks.Throws.class.getName());
    world.log(Call.error("one").mdc("fingerprint", "a"), Call.error("two").mdc("fingerprint", "a"));

    assertThat(world.events())
        .hasSize(2)
        .allSatisfy(event -> assertThat(fingerprint(event)).containsExactly("a"));
    assertThat(world.metrics().hookFailures()).isEqualTo(2);
    assertThat(world.statusWith("The beforeSend hook")).hasSize(1);
  }

  @Test
  default void hookThatLogs_causesNoEvent() {
    World world = world().start("beforeSend", Hooks.Logs.class.getName());
    Hooks.logging =
        () -> world.log(Call.error("from the hook").thrown(new RuntimeException("inner")));
    world.log(Call.error("from the application"));
    Awaitility.await().until(() -> world.metrics().delivered() == 1);

    assertThat(world.event().at("/logentry/formatted").asText()).isEqualTo("from the application");
    assertThat(world.metrics().dropped()).isEqualTo(Map.of(DropReason.REENTRY, 1L));
    assertThat(world.applicationLines()).anyMatch(line -> line.contains("from the hook"));
  }

  @Test
  default void valueThatLogsWhileItIsRead_causesNoEndlessLoop() {
    World world = world().start();
    Object logging =
        new Object() {
          @Override
          public String toString() {
            world.log(Call.error("from toString").logger("com.acme.Inner"));
            return "value";
          }
        };
    world.log(Call.error("failed with {}", logging));

    assertThat(world.events())
        .extracting(event -> event.at("/logentry/formatted").asText())
        .contains("failed with value");
    assertThat(world.metrics().logged())
        .isEqualTo(
            world.metrics().delivered()
                + world.metrics().dropped().values().stream().mapToLong(Long::longValue).sum());
  }

  @Test
  default void loggersOfTheTransport_causeNoEvent() {
    World world = world().start();
    world.log(
        Call.error("retry").logger("org.apache.hc.core5.http.wire"),
        Call.error("parse").logger("com.fasterxml.jackson.core.Json"),
        Call.error("mine"));

    assertThat(world.event().at("/logentry/formatted").asText()).isEqualTo("mine");
    assertThat(world.metrics().logged()).isEqualTo(1);
  }

  @Test
  default void eventThatIsTooLargeWhateverIsCut_isDroppedAndCounted() {
    World world = world().start("beforeSend", Hooks.Bloats.class.getName());
    world.log(Call.error("huge"));

    assertThat(world.events()).isEmpty();
    assertThat(world.metrics().dropped()).isEqualTo(Map.of(DropReason.TOO_LARGE, 1L));
  }
}
