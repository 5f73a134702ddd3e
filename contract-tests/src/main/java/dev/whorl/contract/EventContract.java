package dev.whorl.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What else of a log call stands in its event. */
interface EventContract {
  World world();

  @ParameterizedTest
  @CsvSource({"TRACE,debug", "DEBUG,debug", "INFO,info", "WARN,warning", "ERROR,error"})
  default void level_isTheLogCalls(String level, String expected) {
    World world = world().start("minimumEventLevel", "TRACE");
    world.log(Call.at(level, "message"));

    assertThat(world.event().get("level").asText()).isEqualTo(expected);
  }

  @Test
  default void fatal_isFatalWhereTheLibraryHasIt() {
    World world = world().start();
    assumeTrue(world.backEnd().hasFatal(), "this back end has no level above ERROR");
    world.log(Call.at("FATAL", "message"));

    assertThat(world.event().get("level").asText()).isEqualTo("fatal");
  }

  @Test
  default void belowTheLevel_isNoEvent() {
    World world = world().start();
    world.log(Call.at("WARN", "message"), Call.at("INFO", "message"));

    assertThat(world.events()).isEmpty();
    assertThat(world.metrics().logged()).isZero();
  }

  @Test
  default void levelOff_isNoEventAtAll() {
    World world = world().start("minimumEventLevel", "OFF");
    world.log(Call.error("message"));

    assertThat(world.events()).isEmpty();
  }

  @Test
  default void logger_isTheLogCalls() {
    JsonNode event = world().start().log(Call.error("message").logger("com.acme.Other")).event();

    assertThat(event.get("logger").asText()).isEqualTo("com.acme.Other");
  }

  @Test
  default void thread_isTheOneThatLogged() throws InterruptedException {
    World world = world().start();
    Thread thread =
        new Thread(
            () -> world.log(Call.error("failed").thrown(new IllegalStateException("x"))),
            "checkout-7");
    thread.start();
    thread.join();
    JsonNode event = world.event();

    assertThat(event.at("/threads/values/0/name").asText()).isEqualTo("checkout-7");
    assertThat(event.at("/threads/values/0/current").asBoolean()).isTrue();
    if (world.backEnd().knowsThreadIds()) {
      assertThat(event.at("/threads/values/0/id").asLong()).isEqualTo(thread.getId());
      assertThat(World.logged(event).get("thread_id").asLong()).isEqualTo(thread.getId());
    } else {
      assertThat(event.at("/threads/values/0/id").isMissingNode()).isTrue();
      assertThat(World.logged(event).has("thread_id")).isFalse();
    }
  }

  @Test
  default void timestamp_isTheLogCalls() {
    World world = world().start();
    Instant before = Instant.now();
    world.log(Call.error("message"));
    Instant after = Instant.now();

    assertThat(Instant.parse(world.event().get("timestamp").asText()))
        .isBetween(before.minusMillis(1), after);
  }

  @Test
  default void timestamps_areFinerThanAMillisecond() {
    World world = world().start();
    for (int i = 0; i < 20; i++) {
      world.log(Call.error("message"));
    }

    assertThat(world.events())
        .anyMatch(
            event -> Instant.parse(event.get("timestamp").asText()).getNano() % 1_000_000 != 0);
  }

  @Test
  default void origin_isWhatTheSettingsSay() {
    JsonNode event =
        world()
            .start(
                "environment", "staging", "release", "shop@1.2", "dist", "7", "serverName", "web-3")
            .log(Call.error("message"))
            .event();

    assertThat(event.get("environment").asText()).isEqualTo("staging");
    assertThat(event.get("release").asText()).isEqualTo("shop@1.2");
    assertThat(event.get("dist").asText()).isEqualTo("7");
    assertThat(event.get("server_name").asText()).isEqualTo("web-3");
  }

  @Test
  default void origin_hasDefaults() {
    World world = world();
    world.startWithOnly("dsn", world.server().dsn("1")).log(Call.error("message"));
    JsonNode event = world.event();

    assertThat(event.get("environment").asText()).isEqualTo("production");
    assertThat(event.get("server_name").asText()).isNotBlank();
    assertThat(event.has("dist")).isFalse();
  }

  @Test
  default void platform_isTold() {
    JsonNode event = world().start().log(Call.error("message")).event();

    assertThat(event.get("platform").asText()).isEqualTo("java");
    assertThat(event.get("event_id").asText()).matches("[0-9a-f]{32}");
    assertThat(event.at("/sdk/name").asText()).startsWith("whorl.java.");
    assertThat(event.at("/sdk/version").asText()).isNotBlank();
    assertThat(event.at("/contexts/runtime/version").asText())
        .isEqualTo(System.getProperty("java.version"));
    assertThat(event.at("/contexts/os/name").asText()).isEqualTo(System.getProperty("os.name"));
  }

  @Test
  default void mdc_isAContext() {
    JsonNode event =
        world().start().log(Call.error("message").mdc("order", "17").mdc("shop", "berlin")).event();

    assertThat(event.at("/contexts/MDC/order").asText()).isEqualTo("17");
    assertThat(event.at("/contexts/MDC/shop").asText()).isEqualTo("berlin");
    assertThat(event.has("tags")).isFalse();
  }

  @Test
  default void contextTags_makeTagsOfMdcEntries() {
    JsonNode event =
        world()
            .start("contextTags", "order, shop.*")
            .log(
                Call.error("message")
                    .mdc("order", "17")
                    .mdc("shop.city", "berlin")
                    .mdc("other", "x"))
            .event();

    assertThat(event.at("/tags/order").asText()).isEqualTo("17");
    assertThat(event.at("/tags/shop.city").asText()).isEqualTo("berlin");
    assertThat(event.at("/contexts/MDC").size()).isEqualTo(1);
    assertThat(event.at("/contexts/MDC/other").asText()).isEqualTo("x");
  }

  @Test
  default void keyValues_areAContextAndTags() {
    World world = world().start("contextTags", "tenant");
    world.log(Call.error("message").keyValue("tenant", "t1").keyValue("attempt", 3));
    JsonNode event = world.event();

    assertThat(event.at("/tags/tenant").asText()).isEqualTo("t1");
    JsonNode context = event.at("/contexts/" + world.backEnd().keyValues().context);
    assertThat(context.get("attempt").asText()).isEqualTo("3");
    assertThat(context.has("tenant")).isFalse();
  }

  @Test
  default void user_isTakenFromMdcAndOnlyFromThere() {
    World world = world().start();
    world.log(
        Call.error("anonymous"),
        Call.error("known")
            .mdc("user.id", "7")
            .mdc("user.email", "joe@example.com")
            .mdc("user.username", "joe")
            .mdc("user.ip_address", "10.1.2.3"));
    Map<String, JsonNode> users = new HashMap<>();
    world.events().forEach(e -> users.put(e.at("/logentry/formatted").asText(), e.path("user")));

    assertThat(users.get("anonymous").isMissingNode()).isTrue();
    assertThat(users.get("known").toString())
        .isEqualTo(
            "{\"id\":\"7\",\"email\":\"joe@example.com\",\"username\":\"joe\",\"ip_address\":\"10.1.2.3\"}");
  }

  @Test
  default void largeContext_isCutAndTheRestCounted() {
    World world = world().start();
    Call call = Call.error("message");
    Map<String, String> mdc = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      mdc.put("key-" + i, "value-" + i);
    }
    world.log(
        new Call("ERROR", call.logger(), "message", new Object[0], null, mdc, Map.of(), null));
    JsonNode context = world.event().at("/contexts/MDC");

    assertThat(context.toString().length()).isLessThanOrEqualTo(8192);
    assertThat(context.size() - 1 + context.get("whorl.left_out").asInt()).isEqualTo(10_000);
  }

  @Test
  default void text_isThatOfTheCallEvenIfAParameterChangesLater() {
    World world = world().start();
    StringBuilder changing = new StringBuilder("before");
    world.log(Call.error("value {}", changing));
    changing.append(" and after");

    assertThat(world.event().at("/logentry/formatted").asText()).isEqualTo("value before");
  }

  @Test
  default void controlCharactersAndBrokenText_arrive() {
    JsonNode event =
        world().start().log(Call.error("bell \u0007 lone \ud800 pair \ud83d\ude00")).event();

    assertThat(event.at("/logentry/formatted").asText())
        .isEqualTo("bell \u0007 lone ? pair \ud83d\ude00");
  }

  @Test
  default void nullMessage_isAnEvent() {
    List<JsonNode> events = world().start().log(Call.error(null)).events();

    assertThat(events).hasSize(1);
  }

  @Test
  default void everyEventOfThisSuite_isCheckedAgainstTheServersSchema() {
    assumeTrue(
        EventSchema.fromSystemProperty().isPresent(),
        "not run: the system property whorl.eventSchema names no schema");
    JsonNode event = world().start().log(Call.error("message")).event();

    assertThat(event.has("event_id")).isTrue();
  }
}
