package dev.whorl.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.contract.BackEnd.Lines;
import dev.whorl.contract.BrokenThrowables.BrokenCause;
import dev.whorl.contract.BrokenThrowables.BrokenMessage;
import dev.whorl.contract.BrokenThrowables.BrokenTrace;
import dev.whorl.contract.GroupingContract.RpcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The word {@code %group} in the patterns of other appenders. */
interface GroupPatternContract {
  /** Short group, full group, message. */
  String PATTERN = "%group|%group{full}|%m";

  World world();

  /** Counts how often its property is read, which is once for each time its group is computed. */
  final class CountingException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient AtomicInteger reads = new AtomicInteger();

    public int getOrder() {
      reads.incrementAndGet();
      return 17;
    }
  }

  private Path file(String name) {
    return world().folder().resolve(name + ".log");
  }

  private List<Lines> lines() {
    return List.of(new Lines(file("lines"), PATTERN, false));
  }

  /** The full groups in the lines of a file by the messages, each checked against the short one. */
  private static Map<String, String> groups(Path file) {
    Map<String, String> groups = new LinkedHashMap<>();
    for (String line : World.linesOf(file)) {
      String[] parts = line.split("\\|", 3);
      assertThat(parts).describedAs(line).hasSize(3);
      assertThat(parts[1]).describedAs(line).startsWith(parts[0]);
      assertThat(parts[0]).describedAs(line).hasSize(parts[1].isEmpty() ? 0 : 8);
      groups.put(parts[2], parts[1]);
    }
    return groups;
  }

  private static Map<String, String> groups(List<JsonNode> events) {
    Map<String, String> groups = new LinkedHashMap<>();
    events.forEach(
        event ->
            groups.put(
                event.at("/logentry/formatted").asText(),
                event.at("/contexts/whorl/group").asText()));
    return groups;
  }

  /** Logs, stops, and gives the groups of the lines, which have to be those of the events. */
  private Map<String, String> groupsOf(World started, Call... calls) {
    started.log(calls);
    List<JsonNode> events = started.events();
    Map<String, String> groups = groups(file("lines"));
    assertThat(groups).hasSize(calls.length).isEqualTo(groups(events));
    assertThat(groups.values()).allMatch(group -> group.matches("[0-9a-f]{32}"));
    return groups;
  }

  @Test
  default void line_hasTheGroupOfItsEvent() {
    RuntimeException thrown = new RuntimeException("outer", new IOException("disk"));
    Map<String, String> groups =
        groupsOf(
            world().start(lines()),
            Call.error("plain").thrown(thrown),
            Call.error("extended").thrown(thrown).mdc("fingerprint", "{{ default }}, a"),
            Call.error("replaced").thrown(thrown).mdc("fingerprint", "a, b"),
            Call.error("pair").thrown(thrown).keyValue("fingerprint", "c, d"),
            Call.error("marked").thrown(thrown).marker(MarkerSpec.fingerprint("e", 42)));

    assertThat(groups.values()).doesNotHaveDuplicates();
  }

  @Test
  default void variables_areThoseOfTheEvent() {
    Map<String, String> groups =
        groupsOf(
            world().start(lines()),
            Call.error("mdc")
                .thrown(new RpcException("getAll"))
                .mdc("tenant", "acme")
                .mdc("fingerprint", "{{ mdc.tenant }}"),
            Call.error("throwable")
                .thrown(new RpcException("getAll"))
                .mdc("fingerprint", "{{ throwable.function }}"),
            Call.error("masked")
                .thrown(new RpcException("getAll"))
                .mdc("password", "hunter2-x9")
                .mdc("fingerprint", "{{ mdc.password }}, {{ throwable.token }}"),
            Call.error("message")
                .thrown(new RpcException("getAll"))
                .mdc("fingerprint", "{{ message }}"));

    assertThat(groups.values()).doesNotHaveDuplicates();
  }

  @Test
  default void settingsOfTheAppender_count() throws IOException {
    Path rules =
        Files.writeString(
            world().folder().resolve("rules.txt"),
            "error.type:*RpcException -> {{ default }}, {{ throwable.function }}, {{ tags.tenant"
                + " }}\n");
    IllegalStateException inApp = new IllegalStateException("x");
    inApp.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("org.other.Lib", "c", "C.java", 3),
          new StackTraceElement("com.acme.Shop", "a", "A.java", 1)
        });
    Call[] calls = {
      Call.error("rule").thrown(new RpcException("getAll")).mdc("tenant", "acme"),
      Call.error("in-app").thrown(inApp),
      Call.error("key").thrown(inApp).mdc("errorGroup", "a"),
    };
    Map<String, String> without = groupsOf(world().start(lines()), calls);
    Files.delete(file("lines"));
    world().backEnd().stop();
    List<JsonNode> before = world().server().events();
    world()
        .start(
            lines(),
            "rules",
            rules.toString(),
            "contextTags",
            "tenant",
            "inAppIncludes",
            "com.acme",
            "fingerprintKey",
            "errorGroup",
            "grouping",
            "client")
        .log(calls);
    List<JsonNode> events = world().events();
    Map<String, String> with = groups(file("lines"));

    assertThat(with).isEqualTo(groups(events.subList(before.size(), events.size())));
    with.forEach((message, group) -> assertThat(group).isNotEqualTo(without.get(message)));
  }

  @Test
  default void callWithoutThrowable_hasNone() {
    World world = world().start(lines());
    world.log(Call.error("failed").mdc("fingerprint", "a"), Call.at("INFO", "fine")).event();

    assertThat(World.linesOf(file("lines"))).containsExactly("||failed", "||fine");
  }

  @Test
  default void callThatBecomesNoEvent_hasItsGroup() {
    RuntimeException thrown = new RuntimeException("x");
    World world = world().start(lines(), "sampleRate", "0");
    world.log(
        Call.at("DEBUG", "debug").thrown(thrown),
        Call.at("WARN", "warn").thrown(thrown),
        Call.error("error").thrown(thrown));

    assertThat(world.events()).isEmpty();
    assertThat(groups(file("lines")).values()).hasSize(3).containsOnly(someGroup());
    assertThat(world.metrics().logged()).isEqualTo(1);
  }

  private String someGroup() {
    return groups(file("lines")).values().stream()
        .filter(group -> group.length() == 32)
        .findFirst()
        .orElseThrow();
  }

  @Test
  default void lines_changeNoCounter() {
    World world = world().start(lines());
    world.log(
        Call.at("WARN", "warn").thrown(new RuntimeException("x")),
        Call.error("error").thrown(new RuntimeException("x")));
    world.event();

    assertThat(world.metrics().logged()).isEqualTo(1);
    assertThat(world.metrics().delivered()).isEqualTo(1);
    assertThat(world.metrics().dropped()).isEmpty();
  }

  /** In the background, too; the event's own group is one more reading. */
  @Test
  default void threeAppenders_computeItOnce() {
    World world =
        world()
            .start(
                List.of(
                    new Lines(file("async"), PATTERN, true),
                    new Lines(file("one"), PATTERN, false),
                    new Lines(file("two"), "%group %m", false)),
                "groupLimit",
                "0");
    List<CountingException> thrown = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      thrown.add(new CountingException());
      world.log(
          Call.error("failed {}", i)
              .thrown(thrown.get(i))
              .mdc("fingerprint", "{{throwable.order}}"));
    }
    List<JsonNode> events = world.events();

    assertThat(groups(file("async"))).hasSize(100).isEqualTo(groups(file("one")));
    assertThat(groups(events)).isEqualTo(groups(file("one")));
    assertThat(World.linesOf(file("two"))).hasSize(100);
    assertThat(thrown).allSatisfy(each -> assertThat(each.reads).hasValue(2));
  }

  @Test
  default void sameThrowableLoggedAgain_hasTheGroupOfThatCall() {
    RuntimeException thrown = new RuntimeException("x");
    Call[] calls = new Call[50];
    Arrays.setAll(
        calls, i -> Call.error("failed {}", i).thrown(thrown).mdc("fingerprint", "group-" + i));
    Map<String, String> groups = groupsOf(world().start(lines()), calls);

    assertThat(groups.values()).doesNotHaveDuplicates();
  }

  @Test
  default void withoutWhorl_itIsEmptyAndToldOnceForEachPlace() {
    World world = world();
    world.backEnd().configure(world.applicationLog(), Map.of(), lines());
    for (int i = 0; i < 3; i++) {
      world.log(Call.error("failed").thrown(new RuntimeException("x")));
    }
    world.backEnd().stop();

    assertThat(World.linesOf(file("lines"))).hasSize(3).containsOnly("||failed");
    assertThat(world.statusWith("no appender of Whorl is started"))
        .hasSize(2)
        .allMatch(line -> line.contains("Add <"));
  }

  @Test
  default void brokenSettings_leaveItEmpty() {
    World world = world().start(lines(), "queueCapacity", "none");
    world.log(Call.error("failed").thrown(new RuntimeException("x"))).events();

    assertThat(World.linesOf(file("lines"))).containsExactly("||failed");
    assertThat(world.statusWith("no appender of Whorl is started")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ful", "FULL", "8"})
  default void unknownOption_isToldAtStartAndReadAsNone(String option) {
    World world =
        world().start(List.of(new Lines(file("lines"), "%group{" + option + "} %m", false)));
    assertThat(world.statusWith("unknown option"))
        .singleElement()
        .asString()
        .contains("'" + option + "'")
        .contains("%group{full}");
    world.log(Call.error("failed").thrown(new RuntimeException("x")));
    String group = world.event().at("/contexts/whorl/group").asText();

    assertThat(World.linesOf(file("lines"))).containsExactly(group.substring(0, 8) + " failed");
    assertThat(world.statusWith("unknown option")).hasSize(1);
  }

  @Test
  default void newConfiguration_isFollowed() {
    RuntimeException thrown = new RuntimeException("x");
    World world = world().start(lines());
    world.log(Call.error("before").thrown(thrown).mdc("fingerprint", "a").mdc("other", "b"));
    world.start(lines(), "fingerprintKey", "other");
    world.log(Call.error("after").thrown(thrown).mdc("fingerprint", "a").mdc("other", "b"));
    List<JsonNode> events = world.events();
    Map<String, String> groups = groups(file("lines"));

    assertThat(groups).hasSize(2).isEqualTo(groups(events));
    assertThat(groups.values()).doesNotHaveDuplicates();
    assertThat(world.statusWith("no appender of Whorl is started")).isEmpty();
  }

  @Test
  default void throwablesWhoseCodeFails_haveTheGroupOfTheirEvents() {
    groupsOf(
        world().start(lines()),
        Call.error("message").thrown(new BrokenMessage()),
        Call.error("cause").thrown(new BrokenCause()),
        Call.error("trace").thrown(new BrokenTrace(false)),
        Call.error("no trace").thrown(new BrokenTrace(true)),
        Call.error("the application goes on").thrown(new RuntimeException("x")));
  }

  @Test
  default void throwableThatLogsWhileItIsRead_endsAndHasItsGroup() {
    World world = world().start(lines());
    RuntimeException inner = new RuntimeException("inner");
    RuntimeException thrown =
        new RuntimeException() {
          private static final long serialVersionUID = 1;

          @Override
          public String getMessage() {
            world.log(Call.error("from getMessage").thrown(inner));
            return "outer";
          }
        };
    world.log(Call.error("outer").thrown(thrown), Call.error("the application goes on"));
    List<JsonNode> events = world.events();
    Set<String> lines = new HashSet<>(World.linesOf(file("lines")));

    // Of what was logged meanwhile Log4j writes no line, since its appenders refuse recursion.
    assertThat(lines).contains("||the application goes on");
    String group = groups(events).get("outer");
    assertThat(lines).contains(group.substring(0, 8) + "|" + group + "|outer");
  }
}
