package dev.whorl;

import static dev.whorl.FakeSource.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.event.DropReason;
import dev.whorl.event.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands for {@code %group}, and the reporter that tells it. */
@Timeout(20)
class GroupPatternTest {
  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();
  private FolderReporter whorl;

  @BeforeEach
  void start() {
    whorl = new FolderReporter(folder, FolderReporter.settings());
  }

  private GroupPattern pattern(String... options) {
    return new GroupPattern(List.of(options), "<Whorl>", warnings::add);
  }

  private static FakeSource failed() {
    return error("failed").thrown(new IllegalStateException("x"));
  }

  @Test
  void text_isTheBeginningOfTheEventsGroupOrAllOfIt() {
    FakeSource source = failed();
    String full = pattern("full").text(whorl.reporter, source);
    String first = new GroupPattern(null, "<Whorl>", warnings::add).text(whorl.reporter, source);
    whorl.log(source);
    JsonNode event = whorl.eventsAfterClose().get(0);

    assertThat(full).matches("[0-9a-f]{32}");
    assertThat(full).isEqualTo(event.at("/contexts/whorl/group").asText());
    assertThat(first).isEqualTo(full.substring(0, 8));
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Severity.class)
  void level_doesNotMatter(Severity severity) {
    FakeSource source = FakeSource.of(severity, "failed").thrown(new IllegalStateException("x"));

    assertThat(pattern().text(whorl.reporter, source)).hasSize(8);
    assertThat(whorl.metrics().logged()).isZero();
  }

  @Test
  void blankOption_isNone() {
    assertThat(pattern(" ", "").text(whorl.reporter, failed())).hasSize(8);
    assertThat(pattern(" full ").text(whorl.reporter, failed())).hasSize(32);
    assertThat(warnings).isEmpty();
  }

  @Test
  void unknownOptions_areToldAndStandForNone() {
    GroupPattern pattern = pattern("full", "long");

    assertThat(pattern.text(whorl.reporter, failed())).hasSize(8);
    assertThat(warnings)
        .containsExactly(
            "%group: unknown option 'full, long'. Write %group for the first 8 characters of the"
                + " group, or %group{full} for all of it. It is read as %group.");
  }

  @Test
  void withoutReporter_textIsEmptyAndToldOnce() {
    GroupPattern pattern = pattern();

    assertThat(pattern.text(null, failed())).isEmpty();
    assertThat(pattern.text(null, failed())).isEmpty();
    assertThat(warnings).singleElement().asString().contains("Add <Whorl> to this configuration");
  }

  @Test
  void callThatFailsWhileItIsRead_isEmptyAndToldOnce() {
    FakeSource broken =
        failed()
            .whenRead(
                () -> {
                  throw new StackOverflowError();
                });

    assertThat(pattern().text(whorl.reporter, broken)).isEmpty();
    assertThat(pattern().text(whorl.reporter, broken)).isEmpty();
    assertThat(pattern().text(whorl.reporter, failed())).hasSize(8);
    whorl.eventsAfterClose();
    assertThat(whorl.status.warnings).singleElement().asString().contains("%group is empty there");
    assertThat(whorl.metrics().dropped()).isEmpty();
  }

  /** Without the guard against it this would have no end. */
  @Test
  void throwableThatLogsItselfWhileItIsRead_ends() {
    List<String> inner = new ArrayList<>();
    RuntimeException thrown =
        new RuntimeException() {
          private static final long serialVersionUID = 1;

          @Override
          public String getMessage() {
            inner.add(String.valueOf(whorl.reporter.group(error("inner").thrown(this))));
            whorl.log(error("inner").thrown(this));
            return "outer";
          }
        };

    assertThat(whorl.reporter.group(error("outer").thrown(thrown))).matches("[0-9a-f]{32}");
    assertThat(inner).isNotEmpty().containsOnly("null");
    assertThat(whorl.metrics().dropped())
        .isEqualTo(Map.of(DropReason.REENTRY, (long) inner.size()));
  }

  @Test
  void callWithoutThrowable_hasNoGroup() {
    assertThat(pattern().text(whorl.reporter, error("failed"))).isEmpty();
  }
}
