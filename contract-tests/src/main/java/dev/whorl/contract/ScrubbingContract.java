package dev.whorl.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is secret does not leave the process. */
interface ScrubbingContract {
  World world();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "db.PASSWORD",
        "userPasswd",
        "clientSecret",
        "access_token",
        "apiKey",
        "x-api-key",
        "Authorization",
        "Set-Cookie",
        "JSESSIONID",
        "credentials"
      })
  default void secretMdcEntries_areMasked(String key) {
    World world = world().start();
    world.log(Call.error("failed").mdc(key, "hunter2-x9").mdc("order", "17"));
    JsonNode event = world.event();

    assertThat(event.at("/contexts/MDC").get(key).asText()).isEqualTo("[Filtered]");
    assertThat(event.at("/contexts/MDC/order").asText()).isEqualTo("17");
    assertNowhere(world, "hunter2-x9");
  }

  @Test
  default void secretTagsAndKeyValues_areMasked() {
    World world = world().start("contextTags", "token, secret");
    world.log(Call.error("failed").mdc("token", "hunter2-x9").keyValue("password", "swordfish-8"));
    JsonNode event = world.event();

    assertThat(event.at("/tags/token").asText()).isEqualTo("[Filtered]");
    assertThat(event.at("/contexts/" + world.backEnd().keyValues().context + "/password").asText())
        .isEqualTo("[Filtered]");
    assertNowhere(world, "hunter2-x9");
    assertNowhere(world, "swordfish-8");
  }

  @Test
  default void secretsInTexts_areMaskedToo() {
    World world = world().start();
    world.log(Call.at("INFO", "trying hunter2-x9"));
    world.log(
        Call.error("login with {} failed", "hunter2-x9")
            .mdc("password", "hunter2-x9")
            .mdc("note", "it was hunter2-x9")
            .thrown(
                new IllegalStateException(
                    "rejected hunter2-x9", new RuntimeException("hunter2-x9"))));
    JsonNode event = world.event();

    assertThat(event.at("/logentry/formatted").asText()).isEqualTo("login with [Filtered] failed");
    assertThat(World.logged(event).get("value").asText()).isEqualTo("rejected [Filtered]");
    assertNowhere(world, "hunter2-x9");
  }

  @Test
  default void scrub_addsKeysAndTakesThemOut() {
    World world = world().start("scrub", "iban, customer.*, !tokenCount");
    world.log(
        Call.error("failed")
            .mdc("IBAN", "DE02-1203")
            .mdc("customer.name", "Jane Doe")
            .mdc("tokenCount", "1500")
            .mdc("password", "hunter2-x9"));
    JsonNode mdc = world.event().at("/contexts/MDC");

    assertThat(mdc.get("IBAN").asText()).isEqualTo("[Filtered]");
    assertThat(mdc.get("customer.name").asText()).isEqualTo("[Filtered]");
    assertThat(mdc.get("tokenCount").asText()).isEqualTo("1500");
    assertThat(mdc.get("password").asText()).isEqualTo("[Filtered]");
  }

  @Test
  default void scrub_coversTheUser() {
    World world = world().start("scrub", "user.email");
    world.log(Call.error("failed").mdc("user.email", "joe@example.com"));

    assertThat(world.event().at("/user/email").asText()).isEqualTo("[Filtered]");
    assertNowhere(world, "joe@example.com");
  }

  @Test
  default void keyOfTheDsn_isInNoStatusLine() {
    World world = world().start();
    world.log(Call.error("failed")).events();

    assertThat(world.backEnd().status()).isNotEmpty().noneMatch(s -> s.contains("examplekey"));
    assertThat(world.statusWith("reports errors")).singleElement().asString().contains("***@");
  }

  private static void assertNowhere(World world, String secret) {
    assertThat(world.server().requests())
        .isNotEmpty()
        .noneMatch(r -> new String(r.envelope(), StandardCharsets.UTF_8).contains(secret));
    assertThat(world.backEnd().status()).noneMatch(line -> line.contains(secret));
  }
}
