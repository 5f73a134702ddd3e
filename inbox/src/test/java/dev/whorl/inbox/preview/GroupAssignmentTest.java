package dev.whorl.inbox.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupAssignmentTest {
  private final GroupAssignment groups = new GroupAssignment();

  @Test
  void eventWithAnyKnownHash_joinsItsGroup() {
    int first = groups.assign(List.of("a", "b"));

    assertThat(groups.assign(List.of("c", "b"))).isEqualTo(first);
    // By the event before, this hash is known, too.
    assertThat(groups.assign(List.of("c"))).isEqualTo(first);
    assertThat(groups.name(first)).isEqualTo("a");
    assertThat(groups.size()).isEqualTo(1);
  }

  @Test
  void firstKnownHash_decidesBetweenGroups() {
    int one = groups.assign(List.of("a"));
    int other = groups.assign(List.of("b"));

    assertThat(groups.assign(List.of("new", "b", "a"))).isEqualTo(other);
    assertThat(groups.assign(List.of("a"))).isEqualTo(one);
    assertThat(groups.assign(List.of("new"))).isEqualTo(other);
  }

  @Test
  void eventWithoutKnownHash_beginsAGroupCalledByItsPrimaryHash() {
    groups.assign(List.of("a", "b"));

    assertThat(groups.name(groups.assign(List.of("d", "e")))).isEqualTo("d");
    assertThat(groups.size()).isEqualTo(2);
  }
}
