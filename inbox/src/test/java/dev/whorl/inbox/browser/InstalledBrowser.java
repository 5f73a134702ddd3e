package dev.whorl.inbox.browser;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the browser of this machine, the same for all that run in one process. Where there is
 * none, tests are skipped, or fail with {@code -Dwhorl.browser=required}.
 */
final class InstalledBrowser implements ExecutionCondition, BeforeEachCallback, ParameterResolver {
  private static final String PROPERTY = "whorl.browser";
  private static final String MISSING =
      "There is no Chromium with its chromedriver on the PATH;"
          + " Debian has them as chromium and chromium-driver";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    boolean required = "required".equals(System.getProperty(PROPERTY));
    return required || Browser.isInstalled() ? enabled("") : disabled("Not run: " + MISSING);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    browser(context).reset();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return browser(context);
  }

  /** Ended by JUnit with the last test. */
  private static Browser browser(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(InstalledBrowser.class))
        .computeIfAbsent(
            Browser.class,
            key -> {
              if (!Browser.isInstalled()) {
                throw new IllegalStateException(
                    MISSING + ", and -D" + PROPERTY + "=required forbids to go on without");
              }
              return Browser.start();
            },
            Browser.class);
  }
}
