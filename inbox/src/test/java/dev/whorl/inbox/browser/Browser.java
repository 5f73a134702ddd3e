package dev.whorl.inbox.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium without a window and with an empty profile of its own. */
public final class Browser implements AutoCloseable {
  /** It says at start what of its newer protocols it cannot speak; these tests need none. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path profile;
  private final ChromeDriver driver;

  private Browser(Path profile, ChromeDriver driver) {
    this.profile = profile;
    this.driver = driver;
  }

  /** Whether this machine has one, and what drives it. */
  static boolean isInstalled() {
    return chromium().isPresent() && executable("chromedriver").isPresent();
  }

  static Browser start() {
    SELENIUM.setLevel(Level.SEVERE);
    try {
      Path profile = Files.createTempDirectory("whorl-browser");
      ChromeOptions options = new ChromeOptions();
      options.setBinary(chromium().orElseThrow());
      options.addArguments(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--user-data-dir=" + profile);
      LoggingPreferences logs = new LoggingPreferences();
      logs.enable(LogType.BROWSER, Level.ALL);
      options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
      ChromeDriverService service =
          new ChromeDriverService.Builder()
              .usingDriverExecutable(executable("chromedriver").orElseThrow())
              .usingAnyFreePort()
              .build();
      return new Browser(profile, new ChromeDriver(service, options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<File> chromium() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name -> executable(name).stream())
        .findFirst();
  }

  private static Optional<File> executable(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> new File(folder, name))
        .filter(File::canExecute)
        .findFirst();
  }

  /** As a new one of 1280 by 900, light, with nothing open and nothing logged. */
  void reset() {
    driver.get("about:blank");
    size(1280, 900);
    dark(false);
    complaints();
  }

  public ChromeDriver driver() {
    return driver;
  }

  public void open(String url) {
    driver.get(url);
  }

  /** The inside of the window, which a real one could not be made as narrow as. */
  public void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** What the system of its user prefers. */
  public void dark(boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  public WebElement find(String css) {
    await(css, () -> !findAll(css).isEmpty());
    return driver.findElement(By.cssSelector(css));
  }

  public List<WebElement> findAll(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  /** The texts of all that is there now. */
  public List<String> texts(String css) {
    return list("[...document.querySelectorAll(arguments[0])].map(e => e.textContent.trim())", css);
  }

  /** The value of a JavaScript expression. */
  public Object eval(String expression, Object... arguments) {
    return driver.executeScript("return " + expression, arguments);
  }

  /** The value of a JavaScript expression that gives texts. */
  @SuppressWarnings("unchecked")
  public List<String> list(String expression, Object... arguments) {
    return (List<String>) eval(expression, arguments);
  }

  /** Presses keys where the focus is. */
  public void press(CharSequence... keys) {
    awaitPainted();
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Waits, within bounds, for something that a page does by itself. */
  public void await(String what, Supplier<Boolean> condition) {
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
          .until(condition::get);
    } catch (ConditionTimeoutException e) {
      String focus = "(document.activeElement || document.body).outerHTML.slice(0, 200)";
      String text = "document.body.innerText.slice(0, 500)";
      throw new AssertionError(
          "Not seen within %s: %s, at %s with the focus on %s, after %s, on a page that says: %s"
              .formatted(
                  PATIENCE, what, driver.getCurrentUrl(), eval(focus), complaints(), eval(text)),
          e);
    }
  }

  /** Waits for an element to say something, whatever else it says. */
  public void awaitText(String css, String text) {
    await(css + " says " + text, () -> texts(css).stream().anyMatch(found -> found.contains(text)));
  }

  /** What makes the page wider than its window; empty if all of it fits. */
  public List<String> tooWide() {
    return list(
        """
        (() => {
          const root = document.documentElement;
          if (root.scrollWidth <= root.clientWidth) return [];
          return [...document.body.querySelectorAll('*')]
            .filter((e) => e.getBoundingClientRect().right > root.clientWidth)
            .map((e) => e.outerHTML.slice(0, 100))
            .concat('by ' + (root.scrollWidth - root.clientWidth));
        })()""");
  }

  /** What the console has had to say since it was asked last, as it does of all that is blocked. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::toString)
        .toList();
  }

  /** A page that was never painted takes no keys: Chromium drops them. */
  private void awaitPainted() {
    driver.executeAsyncScript(
        """
        const done = arguments[0];
        if (window.painted) return done();
        requestAnimationFrame(() => requestAnimationFrame(() => done(window.painted = true)));""");
  }

  /** The window as an image. */
  public byte[] screenshot() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  @Override
  public void close() {
    driver.quit();
    try {
      Files.walkFileTree(profile, new Deletion());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a folder with what is in it, of which some may go by itself meanwhile. */
  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
