package dev.whorl.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The log calls of the same thread before an event. */
interface BreadcrumbContract {
  World world();

  private static List<String> messages(JsonNode event) {
    return StreamSupport.stream(event.at("/breadcrumbs/values").spliterator(), false)
        .map(breadcrumb -> breadcrumb.get("message").asText())
        .toList();
  }

  @Test
  default void earlierCallsOfTheThread_areBreadcrumbsOldestFirst() {
    World world = world().start();
    world.log(
        Call.at("INFO", "first {}", 1),
        Call.at("DEBUG", "below the level"),
        Call.at("WARN", "second"),
        Call.error("failed"));
    JsonNode event = world.event();

    assertThat(messages(event)).containsExactly("first 1", "second");
    JsonNode second = event.at("/breadcrumbs/values/1");
    assertThat(second.get("level").asText()).isEqualTo("warning");
    assertThat(second.get("category").asText()).isEqualTo(Call.LOGGER);
    assertThat(second.get("timestamp").asText()).isNotBlank();
  }

  @Test
  default void anEarlierError_isABreadcrumbOfTheNext() {
    World world = world().start();
    world.log(Call.error("one"), Call.error("two"));

    assertThat(world.events())
        .extracting(BreadcrumbContract::messages)
        .containsExactlyInAnyOrder(List.of(), List.of("one"));
  }

  @Test
  default void callsOfOtherThreads_areNot() throws InterruptedException {
    World world = world().start();
    Thread other = new Thread(() -> world.log(Call.at("INFO", "elsewhere")), "elsewhere");
    other.start();
    other.join();
    world.log(Call.at("INFO", "here"), Call.error("failed"));

    assertThat(messages(world.event())).containsExactly("here");
  }

  @Test
  default void secretThatComesAndGoes_isMaskedWhereItIs() {
    World world = world().start();
    world.log(
        Call.at("INFO", "before").mdc("order", "17"),
        Call.at("INFO", "again").mdc("order", "17"),
        Call.at("INFO", "login hunter2-x9").mdc("order", "17").mdc("sessionId", "hunter2-x9"),
        Call.at("INFO", "logout hunter2-x9").mdc("order", "17").mdc("sessionId", "hunter2-x9"),
        Call.at("INFO", "after").mdc("order", "17"),
        Call.error("failed"));

    assertThat(messages(world.event()))
        .containsExactly("before", "again", "login [Filtered]", "logout [Filtered]", "after");
  }

  @Test
  default void maxBreadcrumbs_keepsTheNewest() {
    World world = world().start("maxBreadcrumbs", "3");
    for (int i = 1; i <= 10; i++) {
      world.log(Call.at("INFO", "step " + i));
    }
    world.log(Call.error("failed"));

    assertThat(messages(world.event())).containsExactly("step 8", "step 9", "step 10");
  }

  @Test
  default void levelOff_keepsNone() {
    World world = world().start("minimumBreadcrumbLevel", "OFF");
    world.log(Call.at("INFO", "step"), Call.error("failed"));

    assertThat(world.event().has("breadcrumbs")).isFalse();
  }

  @Test
  default void argumentsOfEarlierCalls_areInTheirMessages() {
    World world = world().start();
    UUID id = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7");
    world.log(
        Call.at("INFO", "a {} b {} c {} {} {} {}", "text", 17, 18L, 1.5, true, 'c'),
        Call.at("INFO", "of {} and {}", id, null),
        Call.at("INFO", "too few {} {}", 1),
        Call.at("INFO", "\\{} is no place, {} is", "one"),
        Call.at("INFO", "no arguments {}"),
        Call.error("failed"));

    assertThat(messages(world.event()))
        .containsExactly(
            "a text b 17 c 18 1.5 true c",
            "of " + id + " and null",
            "too few 1 {}",
            "{} is no place, one is",
            "no arguments {}");
  }

  @Test
  default void argumentsThatChangeLater_areAsTheyWere() {
    World world = world().start();
    StringBuilder text = new StringBuilder("before");
    Object[] arguments = {text, "one"};
    Object[] texts = {"two"};
    world.log(Call.at("INFO", "{} {}", arguments), Call.at("INFO", "{}", texts));
    text.append(" and after");
    arguments[1] = "another";
    texts[0] = "yet another";
    world.log(Call.error("failed"));

    assertThat(messages(world.event())).containsExactly("before one", "two");
  }

  @Test
  default void longMessages_areCut() {
    World world = world().start();
    world.log(
        Call.at("INFO", "x".repeat(5000)),
        Call.at("INFO", "{}", "y".repeat(5000)),
        Call.at("INFO", "{} {}", "z".repeat(1000), "z".repeat(1000)),
        Call.error("failed"));

    assertThat(messages(world.event()))
        .containsExactly(
            "x".repeat(1024), "y".repeat(1024), "z".repeat(1000) + " " + "z".repeat(23));
  }

  @Test
  default void secretWhereALongMessageIsCut_isMaskedBefore() {
    World world = world().start();
    world.log(
        Call.at("INFO", "x".repeat(1000) + "{}", "correct horse battery staple")
            .mdc("password", "correct horse battery staple"));
    world.log(Call.error("failed"));

    assertThat(messages(world.event())).containsExactly("x".repeat(1000) + "[Filtered]");
  }
}
