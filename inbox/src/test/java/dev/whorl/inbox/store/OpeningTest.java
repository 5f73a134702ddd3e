package dev.whorl.inbox.store;

import static dev.whorl.inbox.store.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

class OpeningTest extends StoreTestCase {
  private ThrowableAssertAlternative<StoreException> assertRefused(Path path) {
    return assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> EventStore.open(path, ALL, clock).close())
        .withMessageContaining(path.toString());
  }

  private static void change(Path path, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void fileOfANewerVersion_isRefused_andLeftAsItIs() throws Exception {
    store.close();
    change(file(), "PRAGMA user_version = 7");
    byte[] before = Files.readAllBytes(file());

    assertRefused(file())
        .withMessageContaining("version 7")
        .withMessageContaining("versions up to 2")
        .withMessageContaining("open it with the newer program");
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
    change(file(), "PRAGMA user_version = 2");
    open(ALL);
  }

  @Test
  void closedStore_isOneFile() throws Exception {
    store.add(event(1, "a").build()).get();
    store.totals();

    store.close();

    assertThat(Path.of(file() + "-wal")).doesNotExist();
  }

  @Test
  void fileThatIsNoDatabase_isRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "not a database, but long enough");
    Path torn = Files.writeString(folder.resolve("torn"), "SQLite format 3\0 and then something");

    assertRefused(text).withMessageContaining("is not a SQLite database");
    assertRefused(torn).withMessageContaining("cannot open");
    assertThat(text).hasContent("not a database, but long enough");
  }

  @Test
  void databaseOfAnotherProgram_isRefused() throws SQLException {
    Path other = folder.resolve("other.db");
    change(other, "CREATE TABLE song (title TEXT)");

    assertRefused(other).withMessageContaining("not an inbox");
  }

  @Test
  void folderThatCannotBe_isRefused() throws IOException {
    Path blocked = Files.createFile(folder.resolve("blocked"));

    assertThatThrownBy(() -> EventStore.open(blocked.resolve("inbox.db"), ALL, clock))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot write in the folder " + blocked);
    assertRefused(folder).withMessageContaining("is a folder");
  }

  @Test
  void fileInUse_isRefused_untilItIsClosed() {
    assertRefused(file()).withMessageContaining("in use by another inbox");

    open(ALL);
    assertThat(add(event(1, "a"))).containsExactly(Added.STORED);
  }

  @Test
  void missingFolder_isMade() {
    Path deep = folder.resolve("a/b/inbox.db");

    EventStore.open(deep, ALL, clock).close();

    assertThat(deep).isRegularFile();
  }

  @Test
  void closedStore_saysSo() {
    store.close();

    CompletableFuture<Added> added = store.add(event(1, "a").build());

    assertThat(added).isCompletedExceptionally();
    assertThatThrownBy(() -> store.totals())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
    store.close();
  }

  @Test
  void eventWithoutHashOrWithABadId_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> event(1).build())
        .withMessageContaining("has no hash");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new NewEvent(
                    "X", Events.NOON, "t", event(1, "a").build().digest(), new byte[0], "", null))
        .withMessageContaining("event_id is \"X\"");
  }
}
