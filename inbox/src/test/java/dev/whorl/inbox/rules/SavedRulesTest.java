package dev.whorl.inbox.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedRulesTest {
  private static final String OLD = "logger:a -> one\n";
  private static final String NEW = "logger:a -> another\n";

  @TempDir Path folder;
  private final List<String> notices = new ArrayList<>();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("shop.rules"), OLD);
  }

  @Test
  void savedRules_areInTheFileAndInForce() throws Exception {
    RulesInForce rules = new RulesInForce(file, null, notices::add);

    RulesDocument saved = rules.save(RulesKind.FINGERPRINT, NEW, revision(rules));

    assertThat(file).hasContent(NEW);
    assertThat(rules.texts().rules()).isEqualTo(NEW);
    assertThat(saved.inForce()).isTrue();
    assertThat(saved.revision()).isEqualTo(revision(rules));
    assertThat(notices).singleElement().asString().contains("new ones");
    rules.lookForChanges();
    assertThat(notices).hasSize(1);
    assertThat(files()).containsExactly("shop.rules");
  }

  @Test
  void fileThatIsMissing_isMadeBySaving() throws Exception {
    Path missing = folder.resolve("missing.rules");
    RulesInForce rules = new RulesInForce(missing, null, notices::add);
    String empty = revision(rules);

    RulesDocument saved = rules.save(RulesKind.FINGERPRINT, NEW, empty);

    assertThat(missing).hasContent(NEW);
    assertThat(saved.inForce()).isTrue();
    assertThat(rules.texts().rules()).isEqualTo(NEW);
    Files.delete(missing);
    assertThatThrownBy(() -> rules.save(RulesKind.FINGERPRINT, OLD, saved.revision()))
        .isInstanceOf(ChangedFileException.class);
  }

  @Test
  void fileThatOthersMadeMeanwhile_isNotOverwritten() throws Exception {
    Path missing = folder.resolve("missing.rules");
    RulesInForce rules = new RulesInForce(missing, null, notices::add);
    String empty = revision(rules);
    Files.writeString(missing, OLD);

    assertThatThrownBy(() -> rules.save(RulesKind.FINGERPRINT, NEW, empty))
        .isInstanceOf(ChangedFileException.class);

    assertThat(missing).hasContent(OLD);
  }

  @Test
  void stackTraceRules_areSavedLikewise() throws Exception {
    Path stack = Files.writeString(folder.resolve("stack.rules"), "");
    RulesInForce rules = new RulesInForce(null, stack, notices::add);
    String revision = rules.document(RulesKind.STACK_TRACE).revision();

    rules.save(RulesKind.STACK_TRACE, "function:retry -group\n", revision);

    assertThat(stack).hasContent("function:retry -group\n");
    assertThat(rules.texts().stackRules()).isEqualTo("function:retry -group\n");
  }

  @Test
  void fileThatOthersChanged_isLeftAsTheyMadeIt() throws Exception {
    RulesInForce rules = new RulesInForce(file, null, notices::add);
    String revision = revision(rules);
    Files.writeString(file, "logger:b -> two\n");

    assertThatThrownBy(() -> rules.save(RulesKind.FINGERPRINT, NEW, revision))
        .isInstanceOf(ChangedFileException.class)
        .hasMessageContaining("--rules " + file + " was changed");

    assertThat(file).hasContent("logger:b -> two\n");
  }

  @Test
  void fileThatIsGone_isNotMadeAgain() throws Exception {
    RulesInForce rules = new RulesInForce(file, null, notices::add);
    String revision = revision(rules);
    Files.delete(file);

    assertThatThrownBy(() -> rules.save(RulesKind.FINGERPRINT, NEW, revision))
        .isInstanceOf(ChangedFileException.class);

    assertThat(files()).isEmpty();
  }

  @Test
  void invalidRules_areNotSaved() throws Exception {
    RulesInForce rules = new RulesInForce(file, null, notices::add);
    String revision = revision(rules);

    assertThatThrownBy(() -> rules.save(RulesKind.FINGERPRINT, "nonsense", revision))
        .isInstanceOf(InvalidRulesException.class);

    assertThat(file).hasContent(OLD);
  }

  @Test
  void moreThanCouldBeReadAgain_isNotSaved() throws Exception {
    RulesInForce rules = new RulesInForce(file, null, notices::add);
    String revision = revision(rules);
    String text = "# " + "x".repeat(8 << 20);

    assertThatThrownBy(() -> rules.save(RulesKind.FINGERPRINT, text, revision))
        .hasMessageContaining("more than 8 MiB");

    assertThat(file).hasContent(OLD);
  }

  @Test
  void linkAndPermissions_stay() throws Exception {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    Path link = Files.createSymbolicLink(folder.resolve("link.rules"), Path.of("shop.rules"));
    RulesInForce rules = new RulesInForce(link, null, notices::add);

    rules.save(RulesKind.FINGERPRINT, NEW, revision(rules));

    assertThat(link).isSymbolicLink().hasContent(NEW);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-rw-r--");
  }

  @Test
  void lineEndsOfTheFile_stay() throws Exception {
    Files.writeString(file, "\uFEFF# first\r\nlogger:a -> one\r\n");
    RulesInForce rules = new RulesInForce(file, null, notices::add);
    assertThat(rules.document(RulesKind.FINGERPRINT).text())
        .isEqualTo("# first\nlogger:a -> one\n");

    rules.save(RulesKind.FINGERPRINT, "# first\nlogger:a -> two\n", revision(rules));

    assertThat(Files.readString(file)).isEqualTo("# first\r\nlogger:a -> two\r\n");
    assertThat(rules.document(RulesKind.FINGERPRINT).inForce()).isTrue();
  }

  @Test
  void brokenFile_canBeMended() throws Exception {
    RulesInForce rules = new RulesInForce(file, null, notices::add);
    Files.writeString(file, "nonsense");

    RulesDocument broken = rules.document(RulesKind.FINGERPRINT);
    assertThat(broken.text()).isEqualTo("nonsense");
    assertThat(broken.inForce()).isFalse();
    assertThat(rules.texts().rules()).isEqualTo(OLD);

    assertThat(rules.save(RulesKind.FINGERPRINT, NEW, broken.revision()).inForce()).isTrue();
  }

  @Test
  void rulesBesideABrokenFile_areSavedAndNotInForceYet() throws Exception {
    Path stack = Files.writeString(folder.resolve("stack.rules"), "");
    RulesInForce rules = new RulesInForce(file, stack, notices::add);
    String revision = revision(rules);
    Files.writeString(stack, "nonsense");

    RulesDocument saved = rules.save(RulesKind.FINGERPRINT, NEW, revision);

    assertThat(file).hasContent(NEW);
    assertThat(saved.inForce()).isFalse();
    assertThat(rules.texts().rules()).isEqualTo(OLD);
  }

  @Test
  void withoutAFile_thereIsNothingToSave() throws Exception {
    RulesInForce rules = new RulesInForce(null, null, notices::add);

    assertThat(rules.document(RulesKind.FINGERPRINT).file()).isNull();
    assertThatThrownBy(() -> rules.save(RulesKind.FINGERPRINT, NEW, revision(rules)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static String revision(RulesInForce rules) {
    return rules.document(RulesKind.FINGERPRINT).revision();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}
