package dev.whorl.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorEventTest {
  private final ErrorEvent event =
      ErrorEvent.builder(Instant.EPOCH, Severity.ERROR)
          .logger("com.acme.Shop")
          .thread("main", 7)
          .message(new LogMessage("t", "f", List.of("p")))
          .tag("a", "1")
          .context("c", Map.of("k", "v"))
          .breadcrumbs(List.of(new Breadcrumb(Instant.EPOCH, Severity.INFO, "l", "m")))
          .user(new User("1", null, null, null))
          .environment("test")
          .release("1.0")
          .dist("d")
          .serverName("host")
          .sdk(new Sdk("s", "1"))
          .fingerprint(Fingerprint.of("x"))
          .build();

  @Test
  void eventId_is32HexDigitsAndNew() {
    String other = ErrorEvent.builder(Instant.EPOCH, Severity.ERROR).build().eventId();

    assertThat(event.eventId()).matches("[0-9a-f]{32}").isNotEqualTo(other);
  }

  @Test
  void copy_hasEverythingButTheChange() {
    ErrorEvent copy = event.withTag("b", "2");

    assertThat(copy.tags()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
    assertThat(copy.toBuilder().tags(event.tags()).build())
        .usingRecursiveComparison()
        .isEqualTo(event);
  }

  @Test
  void withFingerprint_leavesTheOriginalAlone() {
    assertThat(event.withFingerprint("{{default}}", 42).fingerprint())
        .isEqualTo(Fingerprint.of("{{ default }}", "42"));
    assertThat(event.withFingerprint(List.of("l")).fingerprint()).isEqualTo(Fingerprint.of("l"));
    assertThat(event.fingerprint()).isEqualTo(Fingerprint.of("x"));
  }

  @Test
  void emptyFingerprint_isNone() {
    assertThat(event.withFingerprint().fingerprint()).isNull();
    assertThat(event.withFingerprint("", null).fingerprint()).isNull();
    assertThat(event.toBuilder().fingerprint(null).build().fingerprint()).isNull();
  }

  @Test
  void laterChangesOfWhatWasHandedIn_doNotShow() {
    Map<String, Object> values = new HashMap<>(Map.of("k", 1));
    List<Breadcrumb> breadcrumbs = new ArrayList<>();
    ErrorEvent.Builder builder = event.toBuilder().context("mine", values).breadcrumbs(breadcrumbs);
    ErrorEvent built = builder.build();

    values.put("k", 2);
    breadcrumbs.add(new Breadcrumb(Instant.EPOCH, Severity.INFO, "l", "m"));
    builder.contextValue("mine", "k", 3).tag("late", "1");

    assertThat(built.contexts().get("mine")).isEqualTo(Map.of("k", 1));
    assertThat(built.breadcrumbs()).isEmpty();
    assertThat(built.tags()).doesNotContainKey("late");
  }

  @Test
  void collections_cannotBeChangedFromOutside() {
    assertThatThrownBy(() -> event.tags().put("x", "y"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> event.contexts().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> event.contexts().get("c").clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> event.breadcrumbs().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void emptyContext_isRemoved() {
    assertThat(event.toBuilder().context("c", Map.of()).build().contexts()).isEmpty();
  }
}
