package dev.whorl.inbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private static final String GOOD = "{\"message\":\"good\"}\n";

  @ParameterizedTest
  @ValueSource(
      strings = {"", "group", "rules", "rules check", "group --rules", "group --no -", "no"})
  void wrongUsage_isToldOnStandardError(String line) {
    Run run = Run.whorl(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("whorl: ");
  }

  @Test
  void missingFile_pointsToStandardInput() {
    assertThat(Run.whorl("group").err()).containsPattern("-\\s+reads standard input");
  }

  @Test
  void nothing_showsTheCommands() {
    assertThat(Run.whorl().err()).contains("Usage: whorl [-hV] COMMAND", "group", "rules", "help");
  }

  @Test
  void helpAndVersion_areShownOnStandardOutput() {
    assertThat(Run.whorl("--version").out()).startsWith("whorl ");
    assertThat(Run.whorl("--help").out()).startsWith("Usage: whorl ");
    for (Run run : new Run[] {Run.whorl("help", "group"), Run.whorl("group", "--help")}) {
      assertThat(run.out()).startsWith("Usage: whorl group ").doesNotContain("\u001b");
      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
    }
  }

  @Test
  void closedPipe_endsQuietly() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams = new Streams(input(GOOD.repeat(10_000)), failing("Broken pipe"), err);

    assertThat(Main.run(streams, "group", "-")).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void fullDisk_isToldOnce() {
    for (String input : new String[] {GOOD, GOOD.repeat(10_000)}) {
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      Streams streams = new Streams(input(input), failing("No space left on device"), err);

      assertThat(Main.run(streams, "group", "-")).isEqualTo(1);
      assertThat(err.toString(StandardCharsets.UTF_8).lines())
          .containsExactly("whorl: standard output cannot be written: No space left on device");
    }
  }

  @Test
  void answers_areThereBeforeMoreInputIsAwaited() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InputStream slow =
        new InputStream() {
          private int reads;

          @Override
          public int read() {
            throw new AssertionError("reads one byte only");
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(reads);
            if (reads++ == 3) {
              return -1;
            }
            System.arraycopy(GOOD.getBytes(StandardCharsets.UTF_8), 0, bytes, from, GOOD.length());
            return GOOD.length();
          }
        };

    assertThat(Main.run(new Streams(slow, out, OutputStream.nullOutputStream()), "group", "-"))
        .isZero();
  }

  private static InputStream input(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }
}
