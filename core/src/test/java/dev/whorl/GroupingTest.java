package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.capture.EventFactory;
import dev.whorl.capture.EventFactoryTest;
import dev.whorl.capture.Scrubber;
import dev.whorl.event.LogCall;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import dev.whorl.testing.Calls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that change while they are in force, and the example of the documentation. */
class GroupingTest {
  @TempDir Path folder;

  private final AtomicLong nanos = new AtomicLong();
  private final RecordingStatus status = new RecordingStatus();
  private final Notices notices = new Notices(status);
  private final EventFactory factory = EventFactoryTest.factory(new ArrayList<>());

  private Grouping grouping(Path rules) {
    Settings settings =
        Settings.builder(Map.<String, String>of()::get).set("rules", rules.toString()).build();
    return new Grouping(
        settings, new CallVariables(new Scrubber(List.of()), notices), notices, nanos::get);
  }

  private List<String> fingerprint(Grouping grouping) {
    LogCall call = Calls.call().thrown(new IllegalStateException("x")).build();
    return grouping.apply(factory.create(call), call, factory).event().fingerprint().parts();
  }

  private static void write(Path file, String rules, int version) throws IOException {
    Files.writeString(file, rules);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000 + version)));
  }

  @Test
  void changedRules_areUsedAndABrokenVersionIsNot() throws IOException {
    Path rules = folder.resolve("rules.txt");
    write(rules, "error.type:* -> one", 1);
    Grouping grouping = grouping(rules);
    assertThat(fingerprint(grouping)).containsExactly("one");

    write(rules, "error.type:* -> two", 2);
    grouping.lookForNewRules();
    assertThat(fingerprint(grouping)).describedAs("not looked at yet").containsExactly("one");

    nanos.addAndGet(Grouping.LOOK_NANOS);
    grouping.lookForNewRules();
    assertThat(fingerprint(grouping)).containsExactly("two");
    assertThat(status.infos).anyMatch(line -> line.contains("changed rules"));

    write(rules, "nonsense", 3);
    nanos.addAndGet(Grouping.LOOK_NANOS);
    grouping.lookForNewRules();
    assertThat(fingerprint(grouping)).containsExactly("two");
    assertThat(status.warnings).singleElement().asString().contains("stay in force");

    Files.delete(rules);
    nanos.addAndGet(Grouping.LOOK_NANOS);
    grouping.lookForNewRules();
    assertThat(fingerprint(grouping)).containsExactly("two");
    notices.flush();
    assertThat(status.warnings).last().asString().contains("rules=" + rules, "is gone");
  }

  @Test
  void variableThatNobodyKnows_isTold() throws IOException {
    Path rules = folder.resolve("rules.txt");
    write(rules, "type:A -> x\ntype:B -> {{ defualt }}, {{ mdc.a }}, {{ tags.b }}", 1);

    grouping(rules);

    assertThat(status.warnings)
        .singleElement()
        .asString()
        .contains("line 2", "no variable 'defualt'", "<unrecognized-variable-defualt>");
  }

  @Test
  void rulesOnTheClassPath_areRead() {
    assertThat(fingerprint(grouping(Path.of("classpath:test-rules.txt"))))
        .containsExactly("packed");
  }

  /** The worked example of docs/grouping.md. */
  @Test
  void workedExample_isTrue() throws Exception {
    IOException cause = new IOException("disk sda1");
    cause.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("java.io.FileOutputStream", "write", "FileOutputStream.java", 9),
          new StackTraceElement("com.acme.Disk", "write", "Disk.java", 3),
          new StackTraceElement("java.lang.reflect.Method", "invoke", "Method.java", 569)
        });
    RuntimeException thrown = new RuntimeException("order 17 failed", cause);
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("com.acme.Orders", "place", "Orders.java", 42),
          new StackTraceElement("com.acme.Shop", "checkout", "Shop.java", 7)
        });
    LogCall call = Calls.call().thrown(thrown).build();
    String stream =
        "RuntimeException"
            + "com.acme.Shopcheckout"
            + "com.acme.Ordersplace"
            + "IOException"
            + "com.acme.Diskwrite"
            + "java.io.FileOutputStreamwrite";
    byte[] md5 = MessageDigest.getInstance("MD5").digest(stream.getBytes(StandardCharsets.UTF_8));

    assertThat(
            new Grouper(FingerprintRules.parse(""), StackTraceRules.parse(""))
                .group(factory.create(call), name -> null)
                .hash())
        .isEqualTo(HexFormat.of().formatHex(md5))
        .isEqualTo("656dda6360151a6ea831f01f0288a8fd");
  }
}
