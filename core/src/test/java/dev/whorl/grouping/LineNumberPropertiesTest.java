package dev.whorl.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableFrame;
import dev.whorl.grouping.facts.GroupableTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Line numbers say nothing, but for a frame that equals its caller in all, its line included. */
class LineNumberPropertiesTest {
  @Provide
  Arbitrary<GroupableEvent> events() {
    return GroupableEvents.any();
  }

  @Provide
  Arbitrary<Grouper> groupers() {
    return Groupers.any();
  }

  private static List<String> hashes(Grouper grouper, GroupableEvent event) {
    return grouper.group(GroupableEvents.copy(event), name -> null).hashes();
  }

  /** An odd factor gives each line another one of its own, whatever overflows. */
  @Property(tries = 400)
  void linesThatStayDifferent_keepTheGroup(
      @ForAll("groupers") Grouper grouper,
      @ForAll("events") GroupableEvent event,
      @ForAll int factor,
      @ForAll int offset) {
    GroupableEvent moved =
        GroupableEvents.withFrames(
            event,
            frames ->
                frames.stream()
                    .map(it -> GroupableEvents.at(it, it.lineno() * (factor | 1) + offset))
                    .toList());

    assertThat(hashes(grouper, moved)).isEqualTo(hashes(grouper, event));
  }

  @Property(tries = 400)
  void anyLines_keepTheGroupIfNoFrameEqualsItsCaller(
      @ForAll("groupers") Grouper grouper,
      @ForAll("events") GroupableEvent event,
      @ForAll Random random) {
    GroupableEvent without =
        GroupableEvents.withFrames(event, LineNumberPropertiesTest::withoutRepetition);
    GroupableEvent moved =
        GroupableEvents.withFrames(
            without,
            frames ->
                frames.stream().map(it -> GroupableEvents.at(it, random.nextInt(3))).toList());

    assertThat(hashes(grouper, moved)).isEqualTo(hashes(grouper, without));
  }

  private static List<GroupableFrame> withoutRepetition(List<GroupableFrame> frames) {
    List<GroupableFrame> kept = new ArrayList<>();
    for (GroupableFrame frame : frames) {
      if (kept.isEmpty() || !isSameCode(kept.get(kept.size() - 1), frame)) {
        kept.add(frame);
      }
    }
    return kept;
  }

  private static boolean isSameCode(GroupableFrame one, GroupableFrame other) {
    return code(one).equals(code(other));
  }

  private static List<Object> code(GroupableFrame frame) {
    List<Object> code = new ArrayList<>();
    code.add(frame.absPath());
    code.add(frame.packageName());
    code.add(frame.module());
    code.add(frame.filename());
    code.add(frame.function());
    code.add(frame.colno());
    return code;
  }

  @Provide
  Arbitrary<List<GroupableFrame>> frames() {
    return GroupableEvents.frames();
  }

  /** Without rules of a project, as these may ask for neighbours. */
  @Property(tries = 400)
  void recursion_countsOnlyAtAnotherLine(
      @ForAll("frames") List<GroupableFrame> callers,
      @ForAll @IntRange(min = 1, max = 9) int line,
      @ForAll @IntRange(min = 1, max = 9) int repetitions) {
    Grouper grouper = new Groupers.Rules("", "").grouper();
    GroupableFrame frame =
        new GroupableFrame(null, "com.acme.Tree", "descend", null, null, null, null, line, 0, null);
    List<GroupableFrame> once = new ArrayList<>(callers);
    once.add(frame);
    List<GroupableFrame> often = new ArrayList<>(once);
    for (int i = 0; i < repetitions; i++) {
      often.add(GroupableEvents.at(frame, line));
    }
    List<GroupableFrame> elsewhere = new ArrayList<>(once);
    elsewhere.add(GroupableEvents.at(frame, line + 1));

    assertThat(hashes(grouper, event(often))).isEqualTo(hashes(grouper, event(once)));
    assertThat(hashes(grouper, event(elsewhere))).isNotEqualTo(hashes(grouper, event(once)));
  }

  private static GroupableEvent event(List<GroupableFrame> frames) {
    return new GroupableEvent(
        "java",
        null,
        null,
        null,
        List.of(),
        List.of(),
        new GroupableTrace(frames),
        null,
        "error",
        null,
        null,
        Map.of(),
        null,
        null);
  }
}
