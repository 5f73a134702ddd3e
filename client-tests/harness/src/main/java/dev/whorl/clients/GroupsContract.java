package dev.whorl.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.shop.Orders;
import com.fasterxml.jackson.databind.JsonNode;
import io.sentry.Sentry;
import io.sentry.SentryOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the inbox makes of errors that the official client sends. */
interface GroupsContract extends World {
  @Test
  default void sameErrorTwice_isOneGroup() {
    Log log = log("com.acme.twice");
    for (int order = 1; order <= 2; order++) {
      log.error("failed", Orders.outOfStock(order));
    }

    List<ShownGroup> groups = groups("com.acme.twice", 2);

    assertThat(groups).hasSize(1);
    assertThat(groups.get(0).title()).isEqualTo("IllegalStateException: order 2 failed");
    assertThat(groups.get(0).fingerprint()).containsExactly("{{ default }}");
    assertThat(groups.get(0).row().path("from").asText()).isEqualTo("default");
  }

  @Test
  default void sameErrorFromTwoPlaces_isTwoGroups() {
    Log log = log("com.acme.places");
    log.error("failed", Orders.outOfStock(1));
    log.error("failed", Orders.notDelivered(1));

    assertThat(groups("com.acme.places", 2))
        .extracting(group -> group.row().path("where").asText())
        .containsExactlyInAnyOrder("com.acme.shop.Orders.place", "com.acme.shop.Orders.deliver");
  }

  @Test
  default void fingerprintOfTheHook_overrides() {
    Log log = log(FingerprintHook.OVERRIDDEN);
    log.error("failed", Orders.outOfStock(1));
    log.error("failed", Orders.notDelivered(1));

    List<ShownGroup> groups = groups(FingerprintHook.OVERRIDDEN, 2);

    assertThat(groups).hasSize(1);
    assertThat(groups.get(0).fingerprint()).containsExactly("payments", "declined");
    assertThat(groups.get(0).row().path("from").asText()).isEqualTo("client");
    assertThat(groups.get(0).hash()).isEqualTo(Md5.of("paymentsdeclined"));
  }

  @Test
  default void fingerprintOfTheHook_extendsTheDefault() {
    Log log = log(FingerprintHook.EXTENDED);
    for (String bank : List.of("red", "blue", "red")) {
      mdc("bank", bank);
      log.error("failed", Orders.outOfStock(1));
    }
    mdc("bank", null);
    Log plain = log("com.acme.plain");
    plain.error("failed", Orders.outOfStock(1));

    List<ShownGroup> groups = groups(FingerprintHook.EXTENDED, 3);

    assertThat(groups)
        .extracting(ShownGroup::fingerprint)
        .containsExactlyInAnyOrder(
            List.of("{{ default }}", "red"), List.of("{{ default }}", "blue"));
    assertThat(groups).extracting(ShownGroup::count).containsExactlyInAnyOrder(2L, 1L);
    assertThat(groups)
        .extracting(ShownGroup::hash)
        .doesNotContain(groups("com.acme.plain", 1).get(0).hash());
  }

  @Test
  default void fingerprintOfTheScope_overrides() {
    Log log = log("com.acme.scope");
    for (RuntimeException failure : List.of(Orders.outOfStock(1), Orders.notDelivered(2))) {
      Sentry.withScope(
          scope -> {
            scope.setFingerprint(List.of("checkout", "é"));
            log.error("failed", failure);
          });
    }

    List<ShownGroup> groups = groups("com.acme.scope", 2);

    assertThat(groups).hasSize(1);
    assertThat(groups.get(0).hash()).isEqualTo(Md5.of("checkouté"));
  }

  @Test
  default void variablesInTheFingerprint_areFilledIn() {
    Log log = log("com.acme.variables");
    Sentry.withScope(
        scope -> {
          scope.setFingerprint(List.of("{{ error.type }}", "{{ logger }}"));
          log.error("failed", Orders.outOfStock(1));
        });

    assertThat(groups("com.acme.variables", 1).get(0).hash())
        .isEqualTo(Md5.of("IllegalStateExceptioncom.acme.variables"));
  }

  /** The official client sends the stack trace of the thread along, and that makes the group. */
  @Test
  default void messageWithoutException_isGroupedByWhereItWasLogged() {
    Log log = log("com.acme.message");
    log.error("order {} is late", 17);
    log.error("order {} is lost", 17);

    List<ShownGroup> groups = groups("com.acme.message", 2);

    assertThat(groups).hasSize(1);
    assertThat(contributing(groups.get(0), "frame"))
        .anyMatch(text -> text.contains("messageWithoutException"));
  }

  @Test
  default void messageWithoutStackTrace_isOneGroupForAllArguments() {
    Log log = log("com.acme.template");
    withoutStackTraces(
        () -> {
          log.error("order {} is late", 17);
          log.error("order {} is late", 4711);
          log.error("order {} is lost", 17);
        });

    List<ShownGroup> groups = groups("com.acme.template", 3);

    assertThat(groups).extracting(ShownGroup::count).containsExactlyInAnyOrder(2L, 1L);
    assertThat(groups)
        .extracting(ShownGroup::title)
        .containsExactlyInAnyOrder("order 4711 is late", "order 17 is lost");
  }

  @Test
  default void chainOfCauses_isShownAsAWhole() throws IOException {
    Log log = log("com.acme.causes");
    log.error("failed", Orders.withCauses(1));
    log.error("failed", Orders.withSuppressed(1));

    List<ShownGroup> groups = groups("com.acme.causes", 2);

    assertThat(groups)
        .extracting(ShownGroup::title)
        .containsExactlyInAnyOrder(
            "IllegalArgumentException: cannot confirm 1", "IllegalStateException: order 1 failed");
    ShownGroup causes =
        groups.stream().filter(group -> group.title().contains("confirm")).findFirst().get();
    assertThat(inbox().page("/groups/" + causes.hash()))
        .contains("cannot confirm 1", "order 1 failed", "confirm", "place");
    assertThat(contributing(causes, "frame")).anyMatch(text -> text.contains("place"));
  }

  @Test
  default void onlyInAppFramesMakeTheGroup() {
    log("com.acme.frames").error("failed", Orders.inCallback(1));

    ShownGroup group = groups("com.acme.frames", 1).get(0);

    assertThat(group.row().path("where").asText()).startsWith("com.acme.shop.Orders.lambda$");
    assertThat(contributing(group, "frame"))
        .isNotEmpty()
        .allMatch(text -> text.contains("com.acme.shop.Orders"));
  }

  @Test
  default void breadcrumbsAndMdcAreShown_andContextTagsAreTags() throws IOException {
    Log log = log("com.acme.trail");
    mdc("bank", "green");
    mdc("order", "o-4711");
    log.info("the till was opened");
    log.error("failed", Orders.outOfStock(1));
    mdc("bank", null);
    mdc("order", null);

    ShownGroup group = groups("com.acme.trail", 1).get(0);

    assertThat(inbox().page("/groups/" + group.hash()))
        .contains("the till was opened", "o-4711", "green");
    assertThat(group.whole().path("tags").path("bank").path("green").asInt()).isPositive();
    assertThat(group.events().get(0).path("environment").asText()).isEqualTo("client-test");
  }

  @Test
  default void hashesAreThoseOfTheCommand() throws IOException {
    Log log = log("com.acme.command");
    log.error("failed", Orders.outOfStock(1));
    log.error("failed", Orders.withCauses(1));
    log.error("failed", Orders.withSuppressed(1));
    log.error("failed", Orders.endless());
    log.error("order {} is late", 17);

    List<String> hashes = new ArrayList<>();
    List<JsonNode> events = new ArrayList<>();
    for (ShownGroup group : groups("com.acme.command", 5)) {
      for (JsonNode event : group.events()) {
        hashes.add(group.hash());
        events.add(event);
      }
    }

    assertThat(events).hasSize(5);
    assertThat(inbox().groupedByCommand(events))
        .extracting(answer -> answer.path("hash").asText())
        .isEqualTo(hashes);
  }

  /** Runs something while the client sends no stack trace where nothing was thrown. */
  static void withoutStackTraces(Runnable logging) {
    SentryOptions options = Sentry.getCurrentScopes().getOptions();
    options.setAttachStacktrace(false);
    try {
      logging.run();
    } finally {
      options.setAttachStacktrace(true);
    }
  }

  private static List<String> contributing(ShownGroup group, String kind) {
    List<String> texts = new ArrayList<>();
    for (JsonNode part : group.whole().path("why").path("contributing")) {
      if (part.path("kind").asText().equals(kind)) {
        texts.add(part.path("text").asText());
      }
    }
    return texts;
  }
}
