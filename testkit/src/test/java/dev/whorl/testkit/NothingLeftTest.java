package dev.whorl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Isolated
class NothingLeftTest {
  @ParameterizedTest
  @EnumSource
  void afterTheTest_everythingIsAsBefore(Library library) throws IOException, JMException {
    library.error("com.acme.Orders", "so that its logger is there", null);
    List<Object> before = library.configuration();
    List<Path> folders = folders();
    for (String logger : new String[] {"", "com.acme.Orders"}) {
      CapturedErrors errors = library.errors().withLogger(logger);
      errors.start();
      library.error("com.acme.Orders", "failed", new IllegalStateException());

      assertThat(errors.events()).hasSize(1);
      assertThat(library.configuration()).isNotEqualTo(before);
      assertThat(folders()).hasSize(folders.size() + 1);
      assertThat(threads()).isNotEmpty();
      assertThat(beans()).isLessThanOrEqualTo(1);

      errors.stop();

      assertThat(library.configuration()).isEqualTo(before);
      assertThat(folders()).isEqualTo(folders);
      assertThat(threads()).isEmpty();
      assertThat(beans()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void failedStart_leavesNothing(Library library) throws IOException {
    List<Object> before = library.configuration();
    List<Path> folders = folders();

    assertThatThrownBy(library.errors().with("sampleRate", "9")::start).isNotNull();

    assertThat(library.configuration()).isEqualTo(before);
    assertThat(folders()).isEqualTo(folders);
    assertThat(threads()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void outsideOfATest_thereIsNothingToAsk(Library library) {
    CapturedErrors errors = library.errors();

    assertThatThrownBy(errors::events)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("@RegisterExtension");
    errors.start();
    errors.stop();
    assertThatThrownBy(errors::losses).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource
  void nextTest_beginsAnew(Library library) {
    CapturedErrors errors = library.errors();
    for (int i = 0; i < 2; i++) {
      errors.start();
      library.error("com.acme.Orders", "failed", null);
      assertThat(errors.events()).hasSize(1);
      errors.stop();
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoTestsAtOnce_areToldApart(Library library) {
    CapturedErrors errors = library.errors();
    errors.start();

    assertThatThrownBy(errors::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("at the same time");
    errors.stop();
  }

  @ParameterizedTest
  @EnumSource
  void configurationDuringTheTest_isTold(Library library) {
    CapturedErrors errors = library.errors();
    errors.start();
    library.configureAnew();

    assertThatThrownBy(errors::events)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("configured anew");
    errors.stop();
    assertThat(threads()).isEmpty();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("whorl-"))
        .toList();
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("whorl-testkit-"))
          .sorted()
          .toList();
    }
  }

  private static int beans() throws JMException {
    ObjectName ours = new ObjectName("dev.whorl:type=Reporter,*");
    return ManagementFactory.getPlatformMBeanServer().queryNames(ours, null).size();
  }
}
