package dev.whorl.contract;

import static dev.whorl.contract.World.fingerprint;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Markers: several, nested, in a circle, foreign. */
interface MarkerContract {
  World world();

  @Test
  default void fingerprintMarker_isFoundInsideForeignMarkers() {
    JsonNode event =
        world()
            .start()
            .log(
                Call.error("failed")
                    .marker(
                        MarkerSpec.named(
                            "AUDIT", MarkerSpec.named("DEEP", MarkerSpec.fingerprint("a", "b")))))
            .event();

    assertThat(fingerprint(event)).containsExactly("a", "b");
    assertThat(event.at("/tags/marker").asText()).isEqualTo("AUDIT,DEEP");
  }

  @Test
  default void fingerprintMarker_canHaveCompanions() {
    JsonNode event =
        world()
            .start()
            .log(
                Call.error("failed")
                    .marker(
                        new MarkerSpec.WithFingerprint(
                            List.of("a"),
                            List.of(MarkerSpec.named("AUDIT"), MarkerSpec.named("BILLING")))))
            .event();

    assertThat(fingerprint(event)).containsExactly("a");
    assertThat(event.at("/tags/marker").asText()).isEqualTo("AUDIT,BILLING");
  }

  @Test
  default void ofSeveralFingerprints_theLastCounts() {
    JsonNode event =
        world()
            .start()
            .log(
                Call.error("failed")
                    .marker(
                        MarkerSpec.named(
                            "BOTH",
                            MarkerSpec.named("fingerprint:first"),
                            MarkerSpec.fingerprint("second"))))
            .event();

    assertThat(fingerprint(event)).containsExactly("second");
  }

  @Test
  default void foreignMarker_isATag() {
    JsonNode event =
        world().start().log(Call.error("failed").marker(MarkerSpec.named("SECURITY"))).event();

    assertThat(event.at("/tags/marker").asText()).isEqualTo("SECURITY");
    assertThat(event.has("fingerprint")).isFalse();
  }

  @Test
  default void fingerprintMarker_isNoTag() {
    JsonNode event =
        world().start().log(Call.error("failed").marker(MarkerSpec.fingerprint("a"))).event();

    assertThat(event.at("/tags/marker").isMissingNode()).isTrue();
  }

  @Test
  default void markersInACircle_endTheSearch() {
    JsonNode event =
        world()
            .start()
            .log(Call.error("failed").marker(new MarkerSpec.Circle("CHICKEN", "EGG")))
            .event();

    assertThat(event.at("/tags/marker").asText()).isEqualTo("CHICKEN,EGG");
  }

  @Test
  default void markerThatLostItsData_isToldOnceWithTheRemedy() {
    World world = world().start();
    world.log(
        Call.error("first").marker(MarkerSpec.named("FINGERPRINT")),
        Call.error("second").marker(MarkerSpec.named("FINGERPRINT")));

    assertThat(world.events()).hasSize(2).noneMatch(event -> event.has("fingerprint"));
    assertThat(world.statusWith("arrived without data"))
        .singleElement()
        .asString()
        .contains("ingerprints.marker(");
  }
}
