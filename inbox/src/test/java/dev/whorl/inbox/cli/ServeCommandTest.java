package dev.whorl.inbox.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.inbox.store.Retention;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServeCommandTest {
  @ParameterizedTest
  @CsvSource({"127.0.0.1, false", "::1, false", "0.0.0.0, true", "10.1.2.3, true"})
  void whoOpensThePortToOthersIsToldWhatTheySee(String address, boolean told) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Streams streams = new Streams(InputStream.nullInputStream(), out, out);
    Serving.Plan plan =
        new Serving.Plan(
            Path.of("events"),
            Path.of("inbox.db"),
            new Retention(10, Duration.ofDays(1)),
            new InetSocketAddress(address, 0),
            Set.of(),
            "k",
            null,
            null,
            "test");

    new ServeCommand(streams).tell(plan, 8400);

    assertThat(out.toString(UTF_8).contains("whoever reaches this port reads everything"))
        .isEqualTo(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://inbox.example.com", "inbox.example.com:8400", "[::1]", ""})
  void hostThatNoRequestNames_isWrongUsage(String host) {
    Run run = Run.whorl("serve", "--host", host);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("whorl: --host " + host + ": must be a name ");
  }
}
