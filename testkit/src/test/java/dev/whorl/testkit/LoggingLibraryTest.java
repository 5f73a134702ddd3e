package dev.whorl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import com.fasterxml.jackson.core.JsonFactory;
import dev.whorl.Settings;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.core5.http.HttpHost;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;
import org.slf4j.LoggerFactory;

class LoggingLibraryTest {
  @Test
  void both_haveToBeChosenFrom() {
    assertThatThrownBy(CapturedErrors.capture()::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("onLogback()")
        .hasMessageContaining("onLog4j()");
  }

  @Test
  void none_isToldWhatToAdd() {
    assertThatThrownBy(() -> LoggingLibrary.detect(library -> false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("whorl-logback")
        .hasMessageContaining("whorl-log4j2");
  }

  @Test
  void logbackWithoutLog4jAndAssertJ_isFoundAndCaptured() throws Exception {
    try (URLClassLoader alone =
        loaderOf(
            dev.whorl.logback.WhorlAppender.class,
            LoggerContext.class,
            Context.class,
            LoggerFactory.class)) {
      assertThat(captured(alone)).isEmpty();
      assertMissing(alone, "onLog4j", "whorl-log4j2");
    }
  }

  @Test
  void log4jWithoutLogbackAndAssertJ_isFoundAndCaptured() throws Exception {
    try (URLClassLoader alone =
        loaderOf(
            dev.whorl.log4j2.WhorlAppender.class,
            org.apache.logging.log4j.core.LoggerContext.class,
            LogManager.class)) {
      assertThat(captured(alone)).isEmpty();
      assertMissing(alone, "onLogback", "whorl-logback");
    }
  }

  /** Through the same calls as a test makes, but with classes of a loader of its own. */
  private static List<?> captured(ClassLoader loader) throws Exception {
    Class<?> type = loader.loadClass(CapturedErrors.class.getName());
    Object errors = type.getMethod("capture").invoke(null);
    type.getMethod("beforeEach", contextType(loader)).invoke(errors, (Object) null);
    try {
      return (List<?>) type.getMethod("events").invoke(errors);
    } finally {
      type.getMethod("afterEach", contextType(loader)).invoke(errors, (Object) null);
    }
  }

  private static void assertMissing(ClassLoader loader, String factory, String artifact)
      throws Exception {
    Class<?> type = loader.loadClass(CapturedErrors.class.getName());
    Object errors = type.getMethod(factory).invoke(null);
    assertThatThrownBy(
            () -> type.getMethod("beforeEach", contextType(loader)).invoke(errors, (Object) null))
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(artifact);
  }

  private static Class<?> contextType(ClassLoader loader) throws ClassNotFoundException {
    return loader.loadClass("org.junit.jupiter.api.extension.ExtensionContext");
  }

  private static URLClassLoader loaderOf(Class<?>... library) throws IOException {
    Stream<Class<?>> always =
        Stream.of(
            CapturedErrors.class,
            Settings.class,
            JsonFactory.class,
            HttpHost.class,
            Extension.class);
    URL[] urls =
        Stream.concat(always, Stream.of(library))
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .distinct()
            .toArray(URL[]::new);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }
}
