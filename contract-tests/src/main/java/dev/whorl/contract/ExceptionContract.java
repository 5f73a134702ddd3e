package dev.whorl.contract;

import static dev.whorl.contract.World.exceptions;
import static dev.whorl.contract.World.logged;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.contract.BrokenThrowables.BrokenCause;
import dev.whorl.contract.BrokenThrowables.BrokenMessage;
import dev.whorl.contract.BrokenThrowables.BrokenTrace;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** From a throwable to the exceptions of an event. */
interface ExceptionContract {
  World world();

  private JsonNode eventOf(Throwable throwable) {
    return world().start().log(Call.error("failed").thrown(throwable)).event();
  }

  private static List<String> types(JsonNode event) {
    return StreamSupport.stream(exceptions(event).spliterator(), false)
        .map(exception -> exception.get("type").asText())
        .toList();
  }

  @Test
  default void chain_isSentRootCauseFirstWithIds() {
    IOException root = new IOException("disk");
    IllegalStateException middle = new IllegalStateException("cache", root);
    JsonNode event = eventOf(new RuntimeException("order", middle));

    assertThat(types(event))
        .containsExactly("IOException", "IllegalStateException", "RuntimeException");
    JsonNode outer = logged(event);
    assertThat(outer.get("value").asText()).isEqualTo("order");
    assertThat(outer.get("module").asText()).isEqualTo("java.lang");
    assertThat(outer.at("/mechanism/type").asText()).startsWith("auto.log.");
    assertThat(outer.at("/mechanism/handled").asBoolean()).isTrue();
    assertThat(outer.at("/mechanism/exception_id").asInt(-1)).isZero();
    assertThat(outer.at("/mechanism/parent_id").isMissingNode()).isTrue();
    JsonNode inner = exceptions(event).get(0);
    assertThat(inner.at("/mechanism/type").asText()).isEqualTo("chained");
    assertThat(inner.at("/mechanism/exception_id").asInt()).isEqualTo(2);
    assertThat(inner.at("/mechanism/parent_id").asInt()).isEqualTo(1);
    assertThat(inner.at("/mechanism/source").asText()).isEqualTo("cause");
  }

  @Test
  default void frames_areSentOutermostFirst() {
    JsonNode event = eventOf(new IllegalStateException("here"));

    JsonNode frames = logged(event).at("/stacktrace/frames");
    JsonNode last = frames.get(frames.size() - 1);
    assertThat(last.get("module").asText()).isEqualTo(ExceptionContract.class.getName());
    assertThat(last.get("function").asText()).isEqualTo("frames_areSentOutermostFirst");
    assertThat(last.get("filename").asText()).isEqualTo("ExceptionContract.java");
    assertThat(last.get("lineno").asInt()).isPositive();
    assertThat(last.has("in_app")).isFalse();
  }

  @Test
  default void nativeFrames_haveNoLine() {
    RuntimeException exception = new RuntimeException("x");
    exception.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("com.acme.A", "a", "A.java", -2),
          new StackTraceElement("com.acme.B", "b", null, -1)
        });
    JsonNode frames = logged(eventOf(exception)).at("/stacktrace/frames");

    assertThat(frames).hasSize(2).noneMatch(frame -> frame.has("lineno"));
    assertThat(frames.get(0).get("module").asText()).isEqualTo("com.acme.B");
    assertThat(frames.get(0).has("filename")).isFalse();
  }

  @Test
  default void inApp_isSetByPackagesAndElseAbsent() {
    RuntimeException exception = new RuntimeException("x");
    exception.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("com.acme.Shop", "a", "A.java", 1),
          new StackTraceElement("com.acme.generated.Stub", "b", "B.java", 2),
          new StackTraceElement("org.other.Lib", "c", "C.java", 3)
        });
    JsonNode event =
        world()
            .start("inAppIncludes", "com.acme", "inAppExcludes", "com.acme.generated, io.*")
            .log(Call.error("failed").thrown(exception))
            .event();

    JsonNode frames = logged(event).at("/stacktrace/frames");
    assertThat(frames.get(0).has("in_app")).isFalse();
    assertThat(frames.get(1).get("in_app").asBoolean(true)).isFalse();
    assertThat(frames.get(2).get("in_app").asBoolean(false)).isTrue();
  }

  @Test
  default void suppressed_areShownAndStayOutOfTheChain() {
    RuntimeException exception = new RuntimeException("outer", new IOException("cause"));
    exception.addSuppressed(new IllegalArgumentException("on close"));
    JsonNode event = eventOf(exception);

    assertThat(types(event))
        .containsExactly("IllegalArgumentException", "IOException", "RuntimeException");
    JsonNode suppressed = exceptions(event).get(0);
    assertThat(suppressed.at("/mechanism/type").asText()).isEqualTo("suppressed");
    assertThat(suppressed.at("/mechanism/source").asText()).isEqualTo("suppressed[0]");
    assertThat(suppressed.at("/mechanism/parent_id").isMissingNode()).isTrue();
    assertThat(suppressed.at("/mechanism/exception_id").asInt()).isEqualTo(2);
  }

  @Test
  default void circleOfCauses_ends() {
    RuntimeException a = new RuntimeException("a");
    RuntimeException b = new RuntimeException("b", a);
    a.initCause(b);
    World world = world().start();
    world.log(Call.error("failed").thrown(a), Call.error("the application goes on"));
    List<JsonNode> events = world.events();

    assertThat(events).hasSize(2);
    assertThat(world.applicationLines()).anyMatch(line -> line.contains("the application goes on"));
    JsonNode event = events.stream().filter(e -> e.has("exception")).findFirst().orElseThrow();
    assertThat(exceptions(event)).hasSize(2);
  }

  @Test
  default void longChain_keepsBothEnds() {
    Throwable throwable = new IOException("root");
    for (int i = 0; i < 60; i++) {
      throwable = new RuntimeException("level " + i, throwable);
    }
    JsonNode event = eventOf(throwable);

    assertThat(exceptions(event)).hasSize(50);
    assertThat(logged(event).get("value").asText()).isEqualTo("level 59");
    assertThat(exceptions(event).get(0).get("value").asText()).isEqualTo("root");
    assertThat(event.at("/contexts/whorl/exceptions_left_out").asInt()).isEqualTo(11);
    Set<Integer> ids = new HashSet<>();
    exceptions(event).forEach(e -> ids.add(e.at("/mechanism/exception_id").asInt()));
    assertThat(ids).hasSize(50).contains(0);
  }

  @Test
  default void veryLongTrace_keepsBothEndsAndSaysWhatIsMissing() {
    StackTraceElement[] trace = new StackTraceElement[10_000];
    Arrays.setAll(trace, i -> new StackTraceElement("com.acme.Deep", "f" + i, "Deep.java", i + 1));
    StackOverflowError error = new StackOverflowError();
    error.setStackTrace(trace);
    JsonNode event = eventOf(error);

    JsonNode frames = logged(event).at("/stacktrace/frames");
    assertThat(frames).hasSize(250);
    assertThat(frames.get(0).get("function").asText()).isEqualTo("f9999");
    assertThat(frames.get(124).get("function").asText()).isEqualTo("f9875");
    assertThat(frames.get(125).get("function").asText()).isEqualTo("f124");
    assertThat(frames.get(249).get("function").asText()).isEqualTo("f0");
    assertThat(event.at("/contexts/whorl/frames_left_out").asInt()).isEqualTo(9750);
  }

  @Test
  default void veryLongMessage_isCutAndArrives() {
    JsonNode event = eventOf(new RuntimeException("x".repeat(5 << 20)));

    assertThat(logged(event).get("value").asText()).hasSize(8192);
  }

  @Test
  default void messageThatThrows_isAnEventThatSaysSo() {
    World world = world().start();
    world.log(
        Call.error("failed").thrown(new BrokenMessage()), Call.error("the application goes on"));
    JsonNode event =
        world.events().stream().filter(e -> e.has("exception")).findFirst().orElseThrow();

    assertThat(logged(event).get("type").asText()).isEqualTo("BrokenThrowables$BrokenMessage");
    assertThat(logged(event).get("value").asText())
        .isEqualTo("[getMessage failed: java.lang.IllegalStateException]");
    assertThat(event.at("/contexts/whorl/unreadable/0").asText()).contains("getMessage threw");
    assertThat(world.applicationLines())
        .anyMatch(line -> line.contains("failed"))
        .anyMatch(line -> line.contains("the application goes on"));
  }

  @Test
  default void causeThatThrows_isAnEventThatSaysSo() {
    JsonNode event = eventOf(new BrokenCause());

    assertThat(exceptions(event)).hasSize(1);
    assertThat(logged(event).get("value").asText()).isEqualTo("broken cause");
    assertThat(event.at("/contexts/whorl/unreadable/0").asText()).contains("getCause threw");
  }

  @Test
  default void traceThatThrowsOrIsNull_isAnEventThatSaysSo() {
    World world = world().start();
    world.log(
        Call.error("failed").thrown(new BrokenTrace(false)),
        Call.error("failed").thrown(new BrokenTrace(true)));

    assertThat(world.events())
        .hasSize(2)
        .allSatisfy(
            event -> {
              assertThat(logged(event).get("value").asText()).isEqualTo("broken trace");
              assertThat(logged(event).has("stacktrace")).isFalse();
              assertThat(event.at("/contexts/whorl/unreadable/0").asText())
                  .contains("getStackTrace");
            });
  }

  @Test
  default void brokenCauseDeepInTheChain_losesOnlyWhatIsBroken() {
    JsonNode event = eventOf(new RuntimeException("outer", new BrokenMessage()));

    assertThat(types(event)).containsExactly("BrokenThrowables$BrokenMessage", "RuntimeException");
    assertThat(logged(event).get("value").asText()).isEqualTo("outer");
  }

  @Test
  default void exceptionWithoutMessage_hasNoValue() {
    JsonNode event = eventOf(new IllegalStateException());

    assertThat(logged(event).get("type").asText()).isEqualTo("IllegalStateException");
    assertThat(logged(event).has("value")).isFalse();
  }

  @Test
  default void messageOnlyError_hasNoStackTrace() {
    JsonNode event =
        world().start().log(Call.error("User {} failed after {} ms", "joe", 12)).event();

    assertThat(event.has("exception")).isFalse();
    assertThat(event.at("/logentry/message").asText()).isEqualTo("User {} failed after {} ms");
    assertThat(event.at("/logentry/formatted").asText()).isEqualTo("User joe failed after 12 ms");
    assertThat(World.texts(event.at("/logentry/params"))).containsExactly("joe", "12");
    assertThat(event.at("/threads/values/0/stacktrace").isMissingNode()).isTrue();
  }

  @Test
  default void throwableAfterParameters_isNoParameter() {
    JsonNode event =
        world()
            .start()
            .log(Call.error("User {} failed", "joe").thrown(new IllegalStateException("x")))
            .event();

    assertThat(World.texts(event.at("/logentry/params"))).containsExactly("joe");
    assertThat(exceptions(event)).hasSize(1);
  }
}
