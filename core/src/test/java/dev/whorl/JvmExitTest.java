package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class JvmExitTest {
  @TempDir Path temp;

  /** Logs and ends without stopping anything. */
  static final class Forgetful {
    public static void main(String[] args) {
      FolderReporter whorl = new FolderReporter(Path.of(args[0]), FolderReporter.settings());
      for (int i = 0; i < 100; i++) {
        whorl.log(FakeSource.error("e" + i));
      }
    }
  }

  @Test
  void exitWithoutClose_drainsAllTheSame() throws Exception {
    Path folder = temp.resolve("whorl");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Forgetful.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(new File(temp.toFile(), "output.txt"))
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

    assertThat(temp.resolve("output.txt")).isEmptyFile();
    assertThat(process.exitValue()).isZero();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(Files.readAllLines(files.findFirst().orElseThrow())).hasSize(100);
    }
  }
}
