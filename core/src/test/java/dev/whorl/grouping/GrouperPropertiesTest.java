package dev.whorl.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.grouping.facts.GroupableEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

class GrouperPropertiesTest {
  private static final int THREADS = 4;
  private static final ExecutorService THREAD_POOL = Executors.newFixedThreadPool(THREADS);

  @AfterContainer
  static void endThreads() {
    THREAD_POOL.shutdownNow();
  }

  @Provide
  Arbitrary<GroupableEvent> events() {
    return GroupableEvents.any();
  }

  @Provide
  Arbitrary<Grouper> groupers() {
    return Groupers.any();
  }

  @Property(tries = 400)
  void anyEvent_hasAGroup(
      @ForAll("groupers") Grouper grouper, @ForAll("events") GroupableEvent event) {
    Group group = grouper.group(GroupableEvents.copy(event), name -> null);

    assertThat(group.hashes()).isNotEmpty().doesNotHaveDuplicates().contains(group.hash());
    assertThat(group.hashes()).allMatch(hash -> hash.matches("[0-9a-f]{32}"));
    assertThat(group.title()).isNotNull();
  }

  @Property(tries = 100)
  void equalEvents_haveEqualGroupsOnAnyThread(
      @ForAll("groupers") Grouper shared,
      @ForAll @Size(min = 1, max = 6) List<@From("events") GroupableEvent> events)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Future<List<List<String>>>> found = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int first = i;
      found.add(
          THREAD_POOL.submit(
              () -> {
                List<GroupableEvent> own = new ArrayList<>(events);
                Collections.rotate(own, -first);
                start.await();
                List<List<String>> hashes = new ArrayList<>();
                own.forEach(event -> hashes.add(Groupers.hashes(shared, event)));
                Collections.rotate(hashes, first);
                return hashes;
              }));
    }
    List<List<String>> expected = found.get(0).get();
    for (Future<List<List<String>>> other : found) {
      assertThat(other.get()).isEqualTo(expected);
    }
    List<List<String>> later =
        events.stream().map(event -> Groupers.hashes(shared, event)).toList();
    assertThat(later).isEqualTo(expected);
  }

  /** What a grouper remembers of events before must not matter. */
  @Property(tries = 200)
  void groupOfAnEvent_isThatOfAGrouperThatKnowsNoOther(
      @ForAll("rules") Groupers.Rules rules,
      @ForAll("events") GroupableEvent before,
      @ForAll("events") GroupableEvent event) {
    Grouper used = rules.grouper();
    Groupers.hashes(used, before);

    assertThat(Groupers.hashes(used, event)).isEqualTo(Groupers.hashes(rules.grouper(), event));
  }

  @Provide
  Arbitrary<Groupers.Rules> rules() {
    return Groupers.rules();
  }
}
