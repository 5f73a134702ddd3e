package dev.whorl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a start took a stop gives back. Alone in its JVM, as it counts what is there. */
@Isolated
class LeakTest {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource
  @Timeout(60)
  void twentyCycles_leaveNothingBehind(Library library) throws Exception {
    cycles(library, 20);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  @Timeout(120)
  void twoHundredCycles_leaveNothingBehind(Library library) throws Exception {
    cycles(library, 200);
  }

  private void cycles(Library library, int cycles) throws Exception {
    try (FaultServer server = new FaultServer()) {
      cycle(library, server, 0);
      cycle(library, server, 1);
      long files = openFiles();
      for (int i = 2; i < cycles; i++) {
        cycle(library, server, i);
      }
      Eventually.holds(5, () -> assertThat(server.book().texts()).hasSize(cycles));
      Books.assertNoOffence(server);
      assertNothingIsLeft();
      // A few belong to the JVM and to others in it.
      Eventually.holds(30, () -> assertThat(openFiles()).isLessThanOrEqualTo(files + 3));
    }
  }

  private void cycle(Library library, FaultServer server, int number) {
    Map<String, String> settings = Setup.to(server);
    if (number % 2 == 0) {
      settings.put("folder", temp.resolve("folder").toString());
    }
    try (Candidate candidate = library.start(settings)) {
      candidate.error("error of cycle " + number);
      candidate.stop();
      assertThat(candidate.metrics().delivered()).isEqualTo(1);
      Books.assertBalanced(candidate);
    }
  }

  private static void assertNothingIsLeft() throws Exception {
    Eventually.holds(
        10,
        () ->
            assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("whorl-")));
    assertThat(shutdownHooks())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("whorl-"));
    assertThat(
            ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("dev.whorl:*"), null))
        .isEmpty();
    assertThat(System.getProperties().stringPropertyNames())
        .noneMatch(name -> name.startsWith("dev.whorl"));
  }

  @SuppressWarnings("unchecked")
  private static List<Thread> shutdownHooks() throws ReflectiveOperationException {
    Field hooks = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
    hooks.setAccessible(true);
    return List.copyOf(((Map<Thread, Thread>) hooks.get(null)).keySet());
  }

  private static long openFiles() throws IOException {
    if (!Files.exists(OPEN_FILES)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(OPEN_FILES)) {
      return files.count();
    }
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(60)
  void classLoaderOfALibraryThatKeptEvents_isCollected(Library library) throws Exception {
    Path folder = temp.resolve("kept");
    assertIsCollected(runInOwnLoader(library, Map.of("folder", folder.toString())));

    assertThat(folder).isNotEmptyDirectory();
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(60)
  void classLoaderOfALibraryThatSent_isCollected(Library library) throws Exception {
    try (FaultServer server = new FaultServer()) {
      assertIsCollected(runInOwnLoader(library, Setup.to(server, "requestTimeoutMillis", "1000")));

      Eventually.holds(
          5, () -> assertThat(server.book().texts()).contains("from a class loader of its own"));
      assertNothingIsLeft();
    }
  }

  private static void assertIsCollected(WeakReference<ClassLoader> loader) throws Exception {
    displaceWhatTheJdkRemembers();
    Eventually.isTrue(
        30,
        Duration.ofMillis(250),
        () -> {
          System.gc();
          return loader.get() == null;
        });
  }

  /**
   * The JDK remembers the last record type that was compared for the first time, and with it the
   * class loader, until the next one is.
   */
  private static void displaceWhatTheJdkRemembers() throws Exception {
    Class<?> type = Class.forName(Remembered.class.getName(), true, OwnLoader.create());
    Object one = type.getConstructor(String.class).newInstance("one");
    assertThat(one).isNotEqualTo(type.getConstructor(String.class).newInstance("other"));
    assertThat(one.hashCode()).isNotZero();
    assertThat(one.toString()).contains("one");
  }

  /** Made in a class loader of its own. */
  public record Remembered(String text) {}

  private static WeakReference<ClassLoader> runInOwnLoader(
      Library library, Map<String, String> settings) throws Exception {
    ClassLoader loader = OwnLoader.create();
    Class<?> type = Class.forName(LoadedProgram.class.getName(), true, loader);
    assertThat(type).isNotSameAs(LoadedProgram.class);
    Runnable program =
        (Runnable)
            type.getConstructor(String.class, Map.class).newInstance(library.name(), settings);
    // As a container says it: hooks of the JVM are not for programs that come and go.
    System.setProperty("log4j2.shutdownHookEnabled", "false");
    // A thread of its own, so that what libraries keep for threads goes with it.
    Thread thread = new Thread(program, "program-of-its-own");
    thread.setContextClassLoader(loader);
    thread.start();
    thread.join();
    System.clearProperty("log4j2.shutdownHookEnabled");
    return new WeakReference<>(loader);
  }
}
