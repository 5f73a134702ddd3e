package dev.whorl.inbox.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.inbox.cli.RunningInbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

class RulesBrowserTest extends BrowserTestCase {
  private static final String RULES = "logger:audit -> audit\n";
  private static final String EDITOR = "document.querySelector('.CodeMirror').CodeMirror";

  private Path rules;

  @Override
  protected RunningInbox start() throws IOException {
    rules = Files.writeString(folder.resolve("shop.rules"), RULES);
    return RunningInbox.start(folder, rules, null);
  }

  @Test
  void error_isToldWithItsLineAndColumnAsOneTypes() {
    openRules();

    typeAtTheEnd("type:A ->");

    browser.awaitText("#panel-rules .problems", "Line 2, column 10 The rule ends too early");
    assertThat(browser.texts("#tab-rules .badge")).containsExactly("1");
    assertThat(browser.texts(".mark-error")).containsExactly(">");
    assertThat(browser.find("#panel-rules .save").isEnabled()).isFalse();

    browser.find("#panel-rules .problems button").click();
    assertThat(browser.eval(EDITOR + ".getCursor().line + ' ' + " + EDITOR + ".getCursor().ch"))
        .isEqualTo("1 9");
    browser.press(" {{ typo }}");

    browser.awaitText("#panel-rules .problems", "Line 2 there is no variable 'typo'");
    assertThat(browser.texts("#panel-rules .verdict")).containsExactly("1 warning");
    assertThat(browser.find("#panel-rules .save").isEnabled()).isTrue();
    assertThat(browser.findAll(".mark-error")).isEmpty();
  }

  @Test
  void stackTraceRules_areCheckedInTheirOwnTab() {
    openRules();

    browser.find("#tab-rules").click();
    browser.press(Keys.ARROW_RIGHT);
    assertThat(browser.find("#panel-rules").isDisplayed()).isFalse();
    browser.press(Keys.TAB, "function:retry -grou");

    browser.awaitText("#panel-stack_rules .problems", "Line 1, column ");
    assertThat(browser.texts("#panel-rules .verdict")).containsExactly("Valid");
    browser.press("p");
    browser.awaitText("#panel-stack_rules .verdict", "Valid");
    assertThat(browser.texts("#panel-stack_rules .cm-action")).containsExactly("-group");
  }

  @Test
  void preview_showsWhatMergesAndWhatSplits() {
    inbox.post("{\"message\":\"red\",\"tags\":{\"bank\":\"ING\"}}");
    inbox.post("{\"message\":\"red\",\"tags\":{\"bank\":\"ING\"}}");
    inbox.post("{\"message\":\"red\",\"tags\":{\"bank\":\"Rabo\"}}");
    inbox.post("{\"message\":\"one\"}");
    inbox.post("{\"message\":\"two\"}");
    inbox.post("{\"message\":\"audited\",\"logger\":\"audit\"}");
    openRules();

    typeAtTheEnd("tags.bank:* -> {{ default }}, {{ tags.bank }}\nmessage:one -> few\n");
    browser.press("message:two -> few");
    control(Keys.ENTER);

    browser.awaitText("#preview-summary", "6 events: 4 groups before, 4 after");
    assertThat(browser.texts(".counts dd")).containsExactly("1", "1", "0", "1");
    assertThat(browser.texts("#kind-merge .count"))
        .containsExactly("2 events", "1 event", "1 event");
    assertThat(browser.texts("#kind-merge .parts .name")).containsExactlyInAnyOrder("one", "two");
    assertThat(browser.texts("#kind-split .count"))
        .containsExactly("3 events", "2 events", "1 event");
    assertThat(browser.texts("#preview-status"))
        .containsExactly("6 events: 4 groups before, 4 after");
    assertThat(browser.find("#preview-stale").isDisplayed()).isFalse();
    browser.press("x");
    assertThat(browser.find("#preview-stale").isDisplayed()).isTrue();
    browser.press(Keys.BACK_SPACE);
    assertThat(browser.find("#preview-stale").isDisplayed()).isFalse();
    browser.find("select[name=since] option[value='7d']").click();
    assertThat(browser.find("#preview-stale").isDisplayed()).isTrue();
    browser.find("select[name=since] option[value='']").click();
    assertThat(browser.find("#preview-stale").isDisplayed()).isFalse();
    browser.find("#kind-split > ul > li > .change a.hash").click();
    browser.awaitText("h1", "red");
  }

  @Test
  void preview_canBeCancelled() {
    for (int i = 0; i < 200; i++) {
      inbox.post("{\"message\":\"banana number " + i + "\"}");
    }
    openRules();
    // Whatever the machine: so many that almost match cost seconds.
    set(
        IntStream.range(0, 20_000)
            .mapToObj(i -> "message:*a*b*a*b*" + i + "z* -> x")
            .collect(Collectors.joining("\n")));

    control(Keys.ENTER);
    browser.await("it runs", () -> !browser.findAll("#preview-cancel").isEmpty());
    browser.eval("document.getElementById('preview-cancel').click()");

    browser.awaitText("#preview-summary", "Cancelled after");
    assertThat(browser.eval("document.activeElement.id")).isEqualTo("preview-start");
    set("logger:other -> other");
    browser.press(Keys.ENTER);
    browser.awaitText("#preview-summary", "200 events");
  }

  @Test
  void savedRules_areThoseOfTheNextEvent() throws Exception {
    openRules();

    typeAtTheEnd("logger:shop -> shop");
    browser.awaitText("#panel-rules .verdict", "Valid");
    control("s");

    browser.awaitText("#panel-rules .outcome", "Saved. New events follow it.");
    assertThat(rules).hasContent(RULES + "logger:shop -> shop");
    assertThat(inbox.notices()).singleElement().asString().contains("the rules were changed");
    inbox.notices().clear();
    inbox.post("{\"message\":\"red\",\"logger\":\"shop\"}");
    assertThat(inbox.get("groups").path("groups").path(0).path("from").asText())
        .isEqualTo("rule:2");
  }

  @Test
  void previewBeforeASave_isOutOfDate() throws Exception {
    inbox.post("{\"message\":\"red\"}");
    openRules();
    typeAtTheEnd("message:red -> red");
    control(Keys.ENTER);
    browser.awaitText("#preview-summary", "1 event: 1 group before, 1 after");
    assertThat(browser.find("#preview-stale").isDisplayed()).isFalse();

    control("s");

    browser.awaitText("#panel-rules .outcome", "Saved.");
    assertThat(browser.find("#preview-stale").isDisplayed()).isTrue();
    inbox.notices().clear();
  }

  @Test
  void brokenRules_saySoInsteadOfBeingSaved() {
    openRules();
    typeAtTheEnd("nonsense");
    browser.awaitText("#panel-rules .verdict", "1 error");

    control("s");

    browser.awaitText("#panel-rules .outcome", "Not saved: the rules have errors.");
    assertThat(rules).hasContent(RULES);
  }

  @Test
  void fileThatCannotBeUsed_isSaidToBeSoUntilRulesAreSaved() throws Exception {
    Files.writeString(rules, "nonsense");
    open("/rules");
    browser.awaitText("#panel-rules .verdict", "1 error");
    assertThat(browser.texts("#panel-rules .unused")).hasSize(1);
    browser.eval(EDITOR + ".focus()");
    set("logger:shop -> shop");
    browser.awaitText("#panel-rules .verdict", "Valid");

    control("s");

    browser.awaitText("#panel-rules .outcome", "Saved. New events follow it.");
    assertThat(browser.texts("#panel-rules .unused")).isEmpty();
    inbox.notices().clear();
  }

  @Test
  void fileThatOthersChanged_isNotOverwritten() throws Exception {
    openRules();
    Files.writeString(rules, "logger:b -> two\n");

    typeAtTheEnd("logger:shop -> shop");
    browser.find("#panel-rules .save").click();

    browser.awaitText("#panel-rules .outcome", "shop.rules was changed or removed by others");
    assertThat(rules).hasContent("logger:b -> two\n");
    assertThat(browser.complaints()).singleElement().asString().contains("409");
    inbox.notices().clear();
  }

  @Test
  void suggestion_comesFromAGroupMarkedAsOne() {
    inbox.post("{\"message\":\"red\",\"logger\":\"shop\",\"tags\":{\"bank\":\"ING\"}}");
    inbox.post("{\"message\":\"red\",\"logger\":\"shop\",\"tags\":{\"bank\":\"Rabo\"}}");
    open("/");
    browser.find(".title").click();

    browser.find("#finer").click();

    browser.awaitText("#add-finer", "Added");
    assertThat(browser.texts(".suggested .cm-variable")).contains("{{ tags.bank }}");
    assertThat((String) browser.eval(EDITOR + ".getValue()")).endsWith("\n\n" + RULES);
    browser.find("#add-coarser").click();
    assertThat(browser.texts("#add-coarser")).containsExactly("Added");
    assertThat(browser.texts(".suggested")).hasSize(4);
    browser.awaitText("#panel-rules .verdict", "Valid");
  }

  @Test
  void keyboard_getsOutOfTheEditorAgain() {
    openRules();

    browser.press(Keys.TAB);

    assertThat(browser.eval("document.activeElement.className")).isEqualTo("save main");
  }

  @Test
  void narrowScreen_hasAllOfIt() {
    browser.size(390, 900);
    openRules();
    set("error.type:" + "Long".repeat(100) + " -> {{ default }}, " + "x".repeat(300) + "\ntype:A");

    browser.press(Keys.ARROW_DOWN);

    browser.awaitText("#panel-rules .problems", "Line 2, column 7");
    assertThat(browser.tooWide()).isEmpty();
  }

  private void openRules() {
    open("/rules");
    browser.awaitText("#panel-rules .verdict", "Valid");
    browser.eval(EDITOR + ".focus()");
  }

  private void set(String text) {
    browser.eval(EDITOR + ".setValue(arguments[0])", text);
  }

  private void typeAtTheEnd(String text) {
    browser.eval(EDITOR + ".execCommand('goDocEnd')");
    browser.press(text);
  }

  private void control(CharSequence key) {
    new Actions(browser.driver()).keyDown(Keys.CONTROL).sendKeys(key).keyUp(Keys.CONTROL).perform();
  }
}
