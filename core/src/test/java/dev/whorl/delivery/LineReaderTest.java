package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {
  @TempDir Path temp;

  @Test
  void lines_areReadWithTheirPlaces() throws IOException {
    assertThat(read("a\n\nbc\n", 0)).containsExactly("a@2", "@3", "bc@6");
  }

  @Test
  void beginning_isWhereItIsToldToBe() throws IOException {
    assertThat(read("a\nb\nc\n", 2)).containsExactly("b@4", "c@6");
  }

  @Test
  void lineWithoutItsEnd_isNoLine() throws IOException {
    assertThat(read("a\nb", 0)).containsExactly("a@2");
  }

  @Test
  void linesLongerThanABuffer_areWhole() throws IOException {
    String one = "x".repeat(100_000);
    String other = "y".repeat(1 << 20);

    assertThat(read(one + "\n" + other + "\nz\n", 0))
        .containsExactly(one + "@100001", other + "@1148578", "z@1148580");
  }

  @Test
  void lineThatIsTooLong_isPassedOver() throws IOException {
    assertThat(read("a\n" + "x".repeat(5 << 20) + "\nb\n", 0))
        .containsExactly("a@2", "too long@5242883", "b@5242885");
  }

  @Test
  void whatIsWrittenLater_isReadLater() throws IOException {
    Path file = temp.resolve("lines");
    Files.writeString(file, "a\nb");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      LineReader reader = new LineReader(channel, 0);
      assertThat(reader.next(3)).asString().isEqualTo("a");
      assertThat(reader.next(3)).isNull();
      Files.writeString(file, "c\nd\n", StandardOpenOption.APPEND);

      assertThat(reader.next(7)).asString().isEqualTo("bc");
      assertThat(reader.next(7)).asString().isEqualTo("d");
      assertThat(reader.next(7)).isNull();
    }
  }

  private List<String> read(String text, long from) throws IOException {
    Path file = temp.resolve("lines");
    Files.writeString(file, text);
    List<String> lines = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      LineReader reader = new LineReader(channel, from);
      long end = channel.size();
      for (byte[] line = reader.next(end); line != null; line = reader.next(end)) {
        String shown =
            line == LineReader.TOO_LONG ? "too long" : new String(line, StandardCharsets.UTF_8);
        lines.add(shown + "@" + reader.position());
      }
    }
    return lines;
  }
}
