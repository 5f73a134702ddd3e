package dev.whorl.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whorl.event.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.slf4j.Log4jMarker;
import org.junit.jupiter.api.Test;

class FingerprintMarkerTest {
  private final Marker audit = new MarkerManager.Log4jMarker("AUDIT");

  @Test
  void markersWithEqualData_areEqual() {
    assertThat(Fingerprints.marker("a", 1))
        .isEqualTo(Fingerprints.marker("a", "1"))
        .hasSameHashCodeAs(Fingerprints.marker("a", "1"))
        .isNotEqualTo(Fingerprints.marker("a", "2"))
        .isNotEqualTo(Fingerprints.marker("a", 1).and(audit));
  }

  @Test
  void and_makesANewMarkerAndLeavesBothAsTheyWere() {
    FingerprintMarker alone = Fingerprints.marker("a");
    FingerprintMarker together = alone.and(audit);

    assertThat(alone.hasParents()).isFalse();
    assertThat(audit.hasParents()).isFalse();
    assertThat(together.isInstanceOf("AUDIT")).isTrue();
    assertThat(together.isInstanceOf(audit)).isTrue();
    assertThat(together.isInstanceOf("FINGERPRINT")).isTrue();
    assertThat(together.isInstanceOf("OTHER")).isFalse();
    assertThat(together.getParents()).containsExactly(audit);
  }

  @Test
  void add_isRefusedWithTheRemedy() {
    assertThatThrownBy(() -> Fingerprints.marker("a").addParents(audit))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("and(other)");
    assertThat(Fingerprints.marker("a").remove(audit)).isFalse();
  }

  @Test
  void toString_isShortHoweverLongTheData() {
    assertThat(Fingerprints.marker("a", "b")).hasToString("FINGERPRINT[\"a\",\"b\"]");
    assertThat(Fingerprints.marker("x".repeat(5000)).toString()).hasSizeLessThan(150);
  }

  @Test
  void marker_survivesSerialization() throws Exception {
    FingerprintMarker marker = Fingerprints.marker("{{ default }}", "a,b", "\u00e9").and(audit);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(marker);
    }
    Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(read).isEqualTo(marker);
    assertThat(((FingerprintMarker) read).fingerprint())
        .isEqualTo(Fingerprint.of("{{ default }}", "a,b", "\u00e9"));
  }

  @Test
  void nullAndEmptyParts_areDropped() {
    assertThat(Fingerprints.marker("a", null, "", 7).fingerprint())
        .isEqualTo(Fingerprint.of("a", "7"));
    assertThat(Fingerprints.marker().fingerprint().isEmpty()).isTrue();
  }

  @Test
  void slf4jMarker_keepsTheData() {
    Log4jMarker marker = (Log4jMarker) Slf4jFingerprints.marker("a", 42);

    assertThat(marker.getLog4jMarker()).isEqualTo(Fingerprints.marker("a", 42));
  }
}
