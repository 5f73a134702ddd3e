package dev.whorl.grouping.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.grouping.facts.GroupableFrame;
import dev.whorl.grouping.facts.GroupableTrace;
import dev.whorl.grouping.facts.TraceOwner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StackTraceRulesTest {
  private static final TraceOwner OWNER = new TraceOwner("Boom", "a value", null, "java");

  /** One frame a text, as {@code module function}; a {@code +} in front says in app. */
  private static GroupableTrace frames(String... texts) {
    return new GroupableTrace(
        Arrays.stream(texts)
            .map(
                text -> {
                  boolean inApp = text.startsWith("+");
                  String[] parts = (inApp ? text.substring(1) : text).split(" ");
                  String file = parts.length > 2 ? parts[2] : null;
                  return new GroupableFrame(
                      null,
                      parts[0],
                      parts.length > 1 ? parts[1] : null,
                      file,
                      file,
                      null,
                      null,
                      1,
                      0,
                      inApp ? true : null);
                })
            .toList());
  }

  private static void modify(StackTraceRules rules, GroupableTrace frames) {
    rules.applyCategoriesAndInApp(frames, OWNER);
  }

  private static boolean[] flags(StackTraceRules rules, GroupableTrace frames) {
    boolean[] flags = new boolean[frames.size()];
    Arrays.fill(flags, true);
    rules.applyGrouping(frames, OWNER, flags, null);
    return flags;
  }

  /** The modules that contribute after both passes of the built-in rules and more. */
  private static List<String> contributing(GroupableTrace frames) {
    StackTraceRules rules = StackTraceRules.builtIn();
    modify(rules, frames);
    boolean[] flags = flags(rules, frames);
    return IntStream.range(0, flags.length)
        .filter(i -> flags[i])
        .mapToObj(i -> frames.frames().get(i).module())
        .toList();
  }

  private static List<String> categories(GroupableTrace frames) {
    return IntStream.range(0, frames.size())
        .mapToObj(i -> String.valueOf(frames.category(i)))
        .toList();
  }

  private static List<Boolean> inApp(GroupableTrace frames) {
    return IntStream.range(0, frames.size()).mapToObj(frames::inApp).toList();
  }

  @Test
  void runOfJavaFrames_keepsTheOutermost() {
    GroupableTrace frames =
        frames(
            "com.acme.Job run",
            "java.util.ArrayList forEach",
            "java.util.stream.A x",
            "java.util.stream.B y",
            "com.acme.Job lambda$run$0");

    assertThat(contributing(frames))
        .containsExactly("com.acme.Job", "java.util.ArrayList", "com.acme.Job");
    assertThat(categories(frames)).containsExactly("null", "std", "internals", "internals", "null");
    assertThat(inApp(frames)).containsExactly(null, null, false, false, null);
  }

  @Test
  void poolThread_beginsAtTheTask() {
    assertThat(
            contributing(
                frames(
                    "java.lang.Thread run",
                    "java.util.concurrent.ThreadPoolExecutor$Worker run",
                    "java.util.concurrent.ThreadPoolExecutor runWorker",
                    "java.util.concurrent.FutureTask run",
                    "com.acme.Task call")))
        .containsExactly("java.util.concurrent.FutureTask", "com.acme.Task");
  }

  @Test
  void reflection_leavesTheGroup_butNotItsImplementation() {
    GroupableTrace frames =
        frames(
            "com.acme.Main main",
            "java.lang.reflect.Method invoke",
            "jdk.internal.reflect.DirectMethodHandleAccessor invoke",
            "+org.springframework.web.X doIt",
            "io.sentry.example.App go",
            "+java.util.Objects requireNonNull");

    assertThat(contributing(frames))
        .containsExactly(
            "com.acme.Main",
            "jdk.internal.reflect.DirectMethodHandleAccessor",
            "org.springframework.web.X",
            "java.util.Objects");
    assertThat(inApp(frames)).containsExactly(null, null, false, false, false, true);
  }

  @Test
  void functionNamesOfJavaScript_countInJavaToo() {
    assertThat(contributing(frames("com.acme.Clock nextTick", "com.acme.Clock tick x/vendor/y")))
        .containsExactly("com.acme.Clock");
  }

  @Test
  void frames_areCollectedBeforeAnyIsChanged() {
    StackTraceRules rules =
        StackTraceRules.parse("[category:a] | category:a category=b\n[category:b]|category:a +app");
    GroupableTrace frames = frames("m", "m", "m");
    IntStream.range(0, 3).forEach(i -> frames.category(i, "a", "for a start"));

    modify(rules, frames);

    assertThat(categories(frames)).containsExactly("a", "b", "b");
    assertThat(inApp(frames)).containsOnlyNulls();
  }

  @Test
  void missingNeighbour_neverMatches() {
    StackTraceRules rules =
        StackTraceRules.parse("[!module:x] | module:m +app\nmodule:m | [!module:\"x\"] category=c");
    GroupableTrace frames = frames("m", "m");

    modify(rules, frames);

    assertThat(inApp(frames)).containsExactly(null, true);
    assertThat(categories(frames)).containsExactly("c", "null");
  }

  @Test
  void ranges_leaveOutTheFrameItself() {
    GroupableTrace frames = frames("a", "b", "m", "c", "d");

    modify(StackTraceRules.parse("module:m ^-app v+app"), frames);

    assertThat(inApp(frames)).containsExactly(true, true, null, false, false);
    assertThat(flags(StackTraceRules.parse("module:m ^-group"), frames))
        .containsExactly(true, true, true, false, false);
    assertThat(flags(StackTraceRules.parse("module:m v-group -group"), frames))
        .containsExactly(false, false, false, true, true);
  }

  @Test
  void actionsOfSeveralFrames_goFrameByFrame() {
    GroupableTrace frames = frames("m", "x", "m", "y");

    modify(StackTraceRules.parse("module:m +app ^-app"), frames);

    assertThat(inApp(frames)).containsExactly(true, false, true, false);
  }

  @Test
  void laterRule_seesWhatEarlierRulesDid() {
    GroupableTrace frames = frames("m", "n");

    modify(
        StackTraceRules.parse("module:m +app")
            .then(StackTraceRules.parse("app:yes category=x\napp:no category=y\napp:maybe -app")),
        frames);

    assertThat(categories(frames)).containsExactly("x", "y");
  }

  @Test
  void matchersOnTheException_areForTheWholeTrace() {
    GroupableTrace frames = frames("m", "n");

    assertThat(flags(StackTraceRules.parse("type:Bo* value:\"a value\" module:m -group"), frames))
        .containsExactly(false, true);
    assertThat(flags(StackTraceRules.parse("mechanism:<unknown> family:other -group"), frames))
        .containsExactly(false, false);
    assertThat(flags(StackTraceRules.parse("!type:Boom -group\nfamily:native -group"), frames))
        .containsExactly(true, true);
  }

  @Test
  void missingFunction_isCalledUnknown_missingPathMatchesNothing() {
    GroupableTrace frames = frames("m", "n f a.java");

    assertThat(flags(StackTraceRules.parse("function:<unknown> -group"), frames))
        .containsExactly(false, true);
    assertThat(flags(StackTraceRules.parse("path:** -group"), frames)).containsExactly(true, false);
    assertThat(flags(StackTraceRules.parse("!path:** -group"), frames))
        .containsExactly(false, true);
  }

  @Test
  void limits_areThoseOfTheLastMatchingRules() {
    GroupableTrace frames = frames("m", "n");
    StackTraceRules rules =
        StackTraceRules.parse(
            "module:m max-frames=3 min-frames=1\nmodule:n max-frames=2\nmodule:x min-frames=9\n"
                + "module:m invert-stacktrace=1");

    assertThat(rules.applyGrouping(frames, OWNER, new boolean[] {true, true}, null))
        .isEqualTo(new FrameLimits(2, 1));
  }

  @Test
  void reasons_nameTheRuleThatChangedAFrame() {
    String[] reasons = new String[3];
    boolean[] flags = {true, true, false};

    StackTraceRules.parse("module:m -group v-group\nmodule:y +group\nmodule:x +group")
        .applyGrouping(frames("x", "m", "y"), OWNER, flags, reasons);

    assertThat(flags).containsExactly(true, false, true);
    assertThat(reasons)
        .containsExactly("module:x +group", "module:m -group v-group", "module:y +group");
  }

  @Test
  void emptyTrace_isNoProblem() {
    assertThat(contributing(GroupableTrace.EMPTY)).isEmpty();
  }

  /** Sets of frames are kept in words of 64, so neighbours meet across their edges. */
  @Test
  void longTrace_isTreatedAsAShortOne() {
    for (int length : new int[] {63, 64, 65, 128, 250}) {
      List<String> texts = new ArrayList<>(List.of("com.acme.A a"));
      while (texts.size() < length - 1) {
        texts.add("java.util.X x");
      }
      texts.add("com.acme.B b");

      assertThat(contributing(frames(texts.toArray(String[]::new))))
          .containsExactly("com.acme.A", "java.util.X", "com.acme.B");
    }
  }

  @Test
  void calleeAcrossAnEdge_isSeen() {
    String[] texts = new String[130];
    Arrays.fill(texts, "m");
    texts[64] = "x";
    texts[128] = "x";
    boolean[] flags = flags(StackTraceRules.parse("module:m | [ module:x ] -group"), frames(texts));

    assertThat(IntStream.range(0, 130).filter(i -> !flags[i]).boxed()).containsExactly(63, 127);
  }

  @Test
  void bothNeighboursWithoutSpaces_areToldApart() {
    List<StackTraceRule> rules =
        StackTraceRuleParser.parse("[module:[a]*]|module:\"b\"|[module:\"c\" ]+app");

    assertThat(rules).hasSize(1);
    assertThat(rules.get(0).caller()).extracting(Matcher::pattern).isEqualTo("[a]*");
    assertThat(rules.get(0).callee()).extracting(Matcher::pattern).isEqualTo("c");
  }
}
