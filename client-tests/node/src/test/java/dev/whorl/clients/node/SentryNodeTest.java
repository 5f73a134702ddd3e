package dev.whorl.clients.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.clients.InboxProcess;
import dev.whorl.clients.Md5;
import dev.whorl.clients.ShownGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the inbox makes of the errors of {@code shop.js}. */
class SentryNodeTest {
  private static final int EVENTS = 11;

  private static InboxProcess inbox;
  private static List<ShownGroup> groups;

  @BeforeAll
  static void run(@TempDir Path folder) throws Exception {
    Npm.install();
    inbox = InboxProcess.start(folder);
    Npm.node("shop.js", Map.of("SENTRY_DSN", inbox.dsn()));
    groups = inbox.groups(EVENTS);
  }

  @AfterAll
  static void stop() throws IOException {
    String errors = inbox.errors();
    inbox.close();
    assertThat(errors).isEmpty();
  }

  @Test
  void sameErrorTwice_isOneGroup_andFromAnotherPlaceAnother() {
    assertThat(with(List.of("{{ default }}"), "RangeError: "))
        .extracting(group -> group.row().path("where").asText() + " " + group.count())
        .containsExactlyInAnyOrder("shop.place 2", "shop.deliver 1");
  }

  @Test
  void fingerprint_overrides() {
    assertThat(with(List.of("payments", "declined"), "RangeError: "))
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.count()).isEqualTo(2);
              assertThat(group.hash()).isEqualTo(Md5.of("paymentsdeclined"));
              assertThat(group.row().path("from").asText()).isEqualTo("client");
            });
  }

  @Test
  void fingerprintWithDefault_extends() {
    assertThat(with(List.of("{{ default }}", "red"), "RangeError: "))
        .extracting(ShownGroup::count)
        .containsExactly(2L);
    assertThat(with(List.of("{{ default }}", "blue"), "RangeError: "))
        .extracting(ShownGroup::count)
        .containsExactly(1L);
  }

  @Test
  void messageOfOnePlace_isOneGroup() {
    assertThat(groups)
        .filteredOn(group -> group.title().contains("is empty"))
        .extracting(group -> group.row().path("level").asText() + " " + group.count())
        .containsExactly("warning 2");
  }

  @Test
  void causeBreadcrumbsAndTagsAreShown() throws IOException {
    List<ShownGroup> confirmed = with(List.of("{{ default }}"), "Error: cannot confirm");

    assertThat(confirmed).hasSize(1);
    assertThat(confirmed.get(0).whole().path("tags").path("bank").path("green").asInt()).isOne();
    assertThat(inbox.page("/groups/" + confirmed.get(0).hash()))
        .contains("order 8 failed", "the till was opened", "client-test");
  }

  @Test
  void hashesAreThoseOfTheCommand() throws IOException {
    List<JsonNode> events = groups.stream().flatMap(group -> group.events().stream()).toList();
    List<String> hashes =
        groups.stream()
            .flatMap(group -> group.events().stream().map(event -> group.hash()))
            .toList();

    assertThat(hashes).hasSize(EVENTS);
    assertThat(inbox.groupedByCommand(events))
        .extracting(answer -> answer.path("hash").asText())
        .isEqualTo(hashes);
  }

  private static List<ShownGroup> with(List<String> fingerprint, String title) {
    return groups.stream()
        .filter(group -> group.fingerprint().equals(fingerprint) && group.title().startsWith(title))
        .toList();
  }
}
