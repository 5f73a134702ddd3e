package dev.whorl.inbox.store;

import static dev.whorl.inbox.store.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WriterTest extends StoreTestCase {
  @Test
  void eventThatCannotBeWritten_fails_andOthersOfItsBatchDoNot() throws SQLException {
    store.close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TRIGGER no BEFORE INSERT ON event WHEN NEW.title = 'bad'"
              + " BEGIN SELECT RAISE(ABORT, 'not this one'); END");
    }
    open(ALL);
    List<CompletableFuture<Added>> good = new ArrayList<>();
    good.add(store.add(event(1, "a").build()));
    CompletableFuture<Added> bad = store.add(event(2, "new").titled("bad").build());
    good.add(store.add(event(3, "a").of("dev", "9", "info", "x").build()));
    good.add(store.add(event(4, "new").build()));

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> await(bad))
        .withMessageContaining("not this one");
    good.forEach(one -> assertThat(await(one)).isEqualTo(Added.STORED));
    assertThat(store.totals().stored()).isEqualTo(3);
    assertThat(store.group("a").orElseThrow().events()).isEqualTo(2);
    assertThat(store.group("new").orElseThrow().events()).isEqualTo(1);
    assertThat(store.filterValues().environments()).containsExactly("dev", "production");
  }

  @Test
  void manyThreads_mayAddAndRead() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> work = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        int first = t * 1000;
        work.add(
            threads.submit(
                () -> {
                  for (int i = first; i < first + 1000; i++) {
                    store.add(event(i / 2, "g" + i % 20).build());
                  }
                }));
        work.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 50; i++) {
                    store.groups(GroupQuery.all(10));
                    search("some");
                  }
                }));
      }
      for (Future<?> one : work) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
    await(store.settle());

    assertThat(store.totals().stored()).isEqualTo(2000);
    assertThat(store.totals().duplicates()).isEqualTo(2000);
  }

  @Test
  void writerGoesOn_evenWhenUndoingFails() throws Exception {
    store.close();
    try (DatabaseFile held = DatabaseFile.hold(file());
        Connection real = held.openWriter()) {
      AtomicInteger failures = new AtomicInteger(2);
      Intake intake = new Intake(10, 1_000_000, Duration.ofSeconds(5));
      Writer writer = new Writer(held, failing(real, failures), intake, new Tallies(), ALL, clock);
      Thread thread = new Thread(writer, "test-writer");
      thread.start();
      CompletableFuture<Added> first = put(intake, event(1, "a").build());
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(() -> await(first))
          .withMessageContaining("no memory");
      assertThat(writer.problem()).contains("no memory");

      assertThat(await(put(intake, event(1, "a").build()))).isEqualTo(Added.STORED);
      assertThat(writer.problem()).isNull();
      intake.close();
      thread.join();
    }
    open(ALL);
    assertThat(store.group("a").orElseThrow().events()).isEqualTo(1);
  }

  /** A connection that has no memory for its first commit, nor for taking that back. */
  private static Connection failing(Connection real, AtomicInteger failures) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              boolean ends =
                  method.getName().equals("commit") || method.getName().equals("rollback");
              if (ends && failures.getAndDecrement() > 0) {
                throw new OutOfMemoryError("no memory");
              }
              return method.invoke(real, arguments);
            });
  }

  private static CompletableFuture<Added> put(Intake intake, NewEvent event) {
    CompletableFuture<Added> done = new CompletableFuture<>();
    intake.put(new Job.Add(event, new Deflaters().deflate(event.payload()), done));
    return done;
  }

  @Test
  void largeAndEmptyPayloads_comeBackWhole() {
    byte[] large = new byte[3_000_000];
    new java.util.Random(1).nextBytes(large);
    for (byte[] payload : List.of(large, new byte[0], new byte[500_000])) {
      String id = Events.id(payload.length);
      NewEvent plain = event(payload.length, "a").build();
      await(store.add(new NewEvent(id, plain.received(), "t", plain.digest(), payload, "", null)));

      assertThat(store.event(id).orElseThrow().payload()).isEqualTo(payload);
    }
  }

  @Test
  void releasesBeyondTheMostOfAGroup_areCountedTogether() {
    for (int i = 0; i < 1010; i++) {
      store.add(event(i, "a").of("production", "r" + i, "error", null).build());
    }
    await(store.settle());

    GroupPage other =
        store.groups(
            new GroupQuery(
                null, null, Names.OTHER, null, null, null, null, GroupQuery.Sort.EVENTS, 5, null));
    assertThat(other.groups().get(0).events()).isEqualTo(10);
    assertThat(store.group("a").orElseThrow().events()).isEqualTo(1010);
  }
}
