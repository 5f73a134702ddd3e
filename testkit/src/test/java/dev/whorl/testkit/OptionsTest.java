package dev.whorl.testkit;

import static dev.whorl.testkit.WhorlAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whorl.InvalidSettingsException;
import dev.whorl.event.DropReason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptionsTest {
  private static void capturing(CapturedErrors errors, Consumer<CapturedErrors> test) {
    errors.start();
    try {
      test.accept(errors);
    } finally {
      errors.stop();
    }
  }

  private static void fail(Library library) {
    library.error("com.acme.Orders", "failed", new IllegalStateException("no stock"));
  }

  @ParameterizedTest
  @EnumSource
  void rules_replaceTheFingerprint(Library library) {
    capturing(
        library.errors().withRules("# rules", "type:IllegalStateException -> stock, {{ level }}"),
        errors -> {
          fail(library);
          assertThat(errors)
              .singleEvent()
              .hasFingerprint("stock", "error")
              .hasFingerprintFrom("rule:2");
        });
  }

  @ParameterizedTest
  @EnumSource
  void rulesFile_isReadFromTheClassPath(Library library) {
    capturing(
        library.errors().withRules("* -> replaced").withRulesFile("classpath:test.rules"),
        errors -> {
          fail(library);
          assertThat(errors).singleEvent().hasFingerprint("from-the-class-path");
        });
  }

  @ParameterizedTest
  @EnumSource
  void beforeSend_changesTheEvent(Library library) {
    capturing(
        library
            .errors()
            .withBeforeSend((event, call) -> event.withFingerprint("hook").withTag("a", "b")),
        errors -> {
          fail(library);
          assertThat(errors)
              .singleEvent()
              .hasFingerprint("hook")
              .hasFingerprintFrom("before-send")
              .hasTag("a", "b");
        });
  }

  @ParameterizedTest
  @EnumSource
  void eventThatTheHookDrops_isALoss(Library library) {
    capturing(
        library.errors().withBeforeSend((event, call) -> null),
        errors -> {
          fail(library);
          assertThat(errors).isEmpty().hasLosses(DropReason.BEFORE_SEND, 1);
        });
  }

  @ParameterizedTest
  @EnumSource
  void callsThatTheQueueHasNoRoomFor_areLosses(Library library) {
    CountDownLatch release = new CountDownLatch(1);
    capturing(
        library
            .errors()
            .with("queueCapacity", "1")
            .withBeforeSend(
                (event, call) -> {
                  await(release);
                  return event;
                }),
        errors -> {
          for (int i = 0; i < 10; i++) {
            library.error("com.acme.L" + i, "failed " + i, null);
          }
          release.countDown();
          assertThat(errors.losses()).isNotEmpty();
          long lost = errors.losses().values().stream().mapToLong(Long::longValue).sum();
          assertThat(errors).hasSize(10 - (int) lost);
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatTheGroupLimitCounts_isALoss(Library library) {
    capturing(
        library.errors().with("groupLimit", "1"),
        errors -> {
          for (int i = 0; i < 5; i++) {
            fail(library);
          }
          long lost = errors.losses().get(DropReason.GROUP_LIMIT);
          assertThat(errors.events()).hasSize(5 - (int) lost);
          assertThat(errors.events().stream().mapToLong(CapturedError::suppressed).sum())
              .isEqualTo(lost)
              .isPositive();
        });
  }

  @ParameterizedTest
  @EnumSource
  void logger_isTheOnlyOneCapturedWithThoseBelow(Library library) {
    capturing(
        library.errors().withLogger("com.acme.a"),
        errors -> {
          library.error("com.acme.a", "itself", null);
          library.error("com.acme.a.B", "below", null);
          library.error("com.acme.ab", "another", null);
          library.error("com.acme", "above", null);
          assertThat(errors.events())
              .extracting(CapturedError::message)
              .containsExactly("itself", "below");
        });
  }

  @ParameterizedTest
  @EnumSource
  void inAppIncludes_decideWhichFramesCount(Library library) {
    capturing(
        library.errors().withInAppIncludes("dev.whorl.testkit"),
        errors -> {
          fail(library);
          assertThat(errors.events().get(0).explanation()).contains("app\n");
        });
  }

  @ParameterizedTest
  @EnumSource
  void wrongSettings_failTheTestWithAllProblems(Library library) {
    CapturedErrors errors = library.errors().with("grouplimit", "9").with("sampleRate", "2");

    assertThatThrownBy(errors::start)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("grouplimit: there is no such setting")
        .hasMessageContaining("sampleRate");
  }

  @ParameterizedTest
  @EnumSource
  void wrongRules_failTheTest(Library library) {
    assertThatThrownBy(library.errors().withRules("type:X ->")::start)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("rules");
    assertThatThrownBy(library.errors().with("stackTraceRules", "missing.rules")::start)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("missing.rules");
  }

  @ParameterizedTest
  @EnumSource
  void destination_cannotBeSet(Library library) {
    assertThatThrownBy(() -> library.errors().with("dsn", "https://k@example.org/1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dsn");
  }

  @ParameterizedTest
  @EnumSource
  void tooShortATimeout_isTold(Library library) {
    CountDownLatch release = new CountDownLatch(1);
    capturing(
        library
            .errors()
            .withTimeout(Duration.ofMillis(1))
            .withBeforeSend(
                (event, call) -> {
                  await(release);
                  return event;
                }),
        errors -> {
          fail(library);
          assertThatThrownBy(errors::events)
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("1 waiting")
              .hasMessageContaining("withTimeout");
          release.countDown();
        });
  }
}
