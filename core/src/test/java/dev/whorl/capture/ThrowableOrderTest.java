package dev.whorl.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.capture.ThrowableReader.Reading;
import dev.whorl.event.Mechanism;
import dev.whorl.event.ThrowableView;
import dev.whorl.event.ThrownException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The order in which a server must get a chain, so that causes enter its hash and no others do. */
class ThrowableOrderTest {
  private final ThrowableReader reader =
      new ThrowableReader(new InAppPackages(List.of(), List.of()), "auto.log.test");

  @Test
  void plainChain_isRootCauseFirst() {
    assertThat(lines(thrown("A", thrown("B", thrown("C")))))
        .containsExactly("C 2<-1 chained cause", "B 1<-0 chained cause", "A 0 auto.log.test");
  }

  @Test
  void suppressed_standsBeforeTheCause() {
    assertThat(lines(thrown("A", thrown("B"), thrown("S"))))
        .containsExactly(
            "S 2 suppressed suppressed[0]", "B 1<-0 chained cause", "A 0 auto.log.test");
  }

  @Test
  void severalSuppressedWithACause_standBeforeTheWholeChain() {
    Throwable s1 = thrown("S1", thrown("S1's cause"));

    assertThat(lines(thrown("A", thrown("B", thrown("C")), s1, thrown("S2"))))
        .containsExactly(
            "S2 5 suppressed suppressed[1]",
            "S1's cause 4<-3 chained cause",
            "S1 3 suppressed suppressed[0]",
            "C 2<-1 chained cause",
            "B 1<-0 chained cause",
            "A 0 auto.log.test");
  }

  @Test
  void suppressedOfACause_standsBeforeThatCausesCause() {
    Throwable b = thrown("B", thrown("C"), thrown("S"));

    assertThat(lines(thrown("A", b)))
        .containsExactly(
            "S 3 suppressed suppressed[0]",
            "C 2<-1 chained cause",
            "B 1<-0 chained cause",
            "A 0 auto.log.test");
  }

  @Test
  void suppressedWithoutACause_hasNoParentAndSoStaysOutOfTheHash() {
    assertThat(lines(thrown("A", null, thrown("S"))))
        .containsExactly("S 1 suppressed suppressed[0]", "A 0 auto.log.test");
  }

  @Test
  void suppressedOfTheRootCause_hasNoParentAndSoStaysOutOfTheHash() {
    assertThat(lines(thrown("A", thrown("B", null, thrown("S")))))
        .containsExactly(
            "S 2 suppressed suppressed[0]", "B 1<-0 chained cause", "A 0 auto.log.test");
  }

  @Test
  void onlyTheLoggedOne_isHandled() {
    Reading reading = read(thrown("A", thrown("B"), thrown("S")));
    Map<Integer, ThrownException> byId =
        reading.exceptions().stream()
            .collect(Collectors.toMap(e -> e.mechanism().exceptionId(), Function.identity()));

    assertThat(byId.get(0).mechanism().handled()).isTrue();
    assertThat(byId.get(1).mechanism().handled()).isNull();
    assertThat(byId.get(2).mechanism().handled()).isNull();
    assertThat(reading.exceptionsLeftOut()).isZero();
    assertThat(reading.unreadable()).isEmpty();
  }

  @Test
  void causeCycle_isCutWhereItCloses() {
    Throwable a = new RuntimeException("A");
    Throwable b = new RuntimeException("B", a);
    a.initCause(b);

    assertThat(lines(a)).containsExactly("B 1<-0 chained cause", "A 0 auto.log.test");
  }

  @Test
  void exceptionsThatSuppressEachOther_areReadOnce() {
    Throwable a = new RuntimeException("A");
    Throwable b = new RuntimeException("B", a);
    a.addSuppressed(b);
    b.addSuppressed(a);

    assertThat(lines(a)).containsExactly("B 1 suppressed suppressed[0]", "A 0 auto.log.test");
  }

  @Test
  void suppressedThatIsAlsoTheCause_countsAsTheCause() {
    Throwable b = thrown("B");

    assertThat(lines(thrown("A", b, b)))
        .containsExactly("B 1<-0 chained cause", "A 0 auto.log.test");
  }

  private static Throwable thrown(String message) {
    return thrown(message, null);
  }

  private static Throwable thrown(String message, Throwable cause, Throwable... suppressed) {
    Throwable throwable = new RuntimeException(message, cause);
    Arrays.stream(suppressed).forEach(throwable::addSuppressed);
    return throwable;
  }

  private Reading read(Throwable throwable) {
    return reader.read(ThrowableView.of(throwable), 7);
  }

  private List<String> lines(Throwable throwable) {
    return read(throwable).exceptions().stream().map(ThrowableOrderTest::line).toList();
  }

  private static String line(ThrownException exception) {
    Mechanism mechanism = exception.mechanism();
    return exception.value()
        + " "
        + mechanism.exceptionId()
        + (mechanism.parentId() == null ? "" : "<-" + mechanism.parentId())
        + " "
        + mechanism.type()
        + (mechanism.source() == null ? "" : " " + mechanism.source());
  }
}
