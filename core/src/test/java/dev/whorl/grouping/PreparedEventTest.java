package dev.whorl.grouping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PreparedEventTest {
  @Property
  void preparedOnce_isGroupedByEachRulesAsAlone(
      @ForAll("events") GroupableEvent event,
      @ForAll("rules") Groupers.Rules some,
      @ForAll("rules") Groupers.Rules others) {
    Grouper grouper = some.grouper();
    Grouper sharing = grouper.with(FingerprintRules.parse(others.fingerprintRules()));
    Grouper alone = new Groupers.Rules(others.fingerprintRules(), some.stackTraceRules()).grouper();

    PreparedEvent prepared = grouper.prepare(GroupableEvents.copy(event));
    Group first = grouper.group(prepared, name -> null);
    Group second = sharing.group(prepared, name -> null);

    assertThat(second).isEqualTo(alone.group(GroupableEvents.copy(event), name -> null));
    assertThat(first).isEqualTo(some.grouper().group(GroupableEvents.copy(event), name -> null));
    assertThat(grouper.group(prepared, name -> null)).isEqualTo(first);
  }

  @Test
  void preparedByOtherStackTraceRules_isRefused() {
    GroupableEvent event = GroupableEvents.any().sample();
    PreparedEvent prepared = grouper("").prepare(event);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> grouper("module:com.acme.* +app").group(prepared, name -> null))
        .withMessageContaining("prepared by other stack-trace rules");
  }

  private static Grouper grouper(String stackTraceRules) {
    return new Grouper(FingerprintRules.parse(""), StackTraceRules.parse(stackTraceRules));
  }

  @Provide
  Arbitrary<GroupableEvent> events() {
    return GroupableEvents.any();
  }

  @Provide
  Arbitrary<Groupers.Rules> rules() {
    return Groupers.rules();
  }
}
