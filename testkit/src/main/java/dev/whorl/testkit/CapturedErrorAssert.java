package dev.whorl.testkit;

import dev.whorl.event.Fingerprint;
import dev.whorl.event.Severity;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on one event. */
public final class CapturedErrorAssert extends AbstractAssert<CapturedErrorAssert, CapturedError> {
  CapturedErrorAssert(CapturedError actual) {
    super(actual, CapturedErrorAssert.class);
  }

  /**
   * Verifies the fingerprint as it is sent.
   *
   * @param parts its parts in order, variables resolved; <code>{{ default }}</code> stands for the
   *     default grouping
   * @return this
   */
  public CapturedErrorAssert hasFingerprint(String... parts) {
    isNotNull();
    Fingerprint expected = new Fingerprint(Arrays.asList(parts));
    Fingerprint found = new Fingerprint(actual.fingerprint());
    return verify(found.equals(expected), "the fingerprint", expected, found);
  }

  /**
   * Verifies that the event has no fingerprint, so that the default grouping alone decides.
   *
   * @return this
   */
  public CapturedErrorAssert hasNoFingerprint() {
    isNotNull();
    return verify(
        !actual.hasFingerprint(),
        "the fingerprint",
        "no fingerprint",
        new Fingerprint(actual.fingerprint()));
  }

  /**
   * Verifies where the fingerprint comes from.
   *
   * @param expected {@code mdc}, {@code key-value}, {@code marker}, {@code before-send}, {@code
   *     rule:} and a line, or {@code default}
   * @return this
   */
  public CapturedErrorAssert hasFingerprintFrom(String expected) {
    isNotNull();
    return verifyEqual("the source of the fingerprint", expected, actual.fingerprintFrom());
  }

  /**
   * Verifies the class of the logged exception itself, not of its superclasses.
   *
   * @param expected the class
   * @return this
   */
  public CapturedErrorAssert hasType(Class<? extends Throwable> expected) {
    isNotNull();
    return verifyEqual("the type", expected.getName(), actual.type());
  }

  /**
   * Verifies the text of the log call.
   *
   * @param expected the text with its parameters filled in
   * @return this
   */
  public CapturedErrorAssert hasMessage(String expected) {
    isNotNull();
    return verifyEqual("the message", expected, actual.message());
  }

  /**
   * Verifies the level.
   *
   * @param expected the severity
   * @return this
   */
  public CapturedErrorAssert hasLevel(Severity expected) {
    isNotNull();
    return verifyEqual("the level", expected, actual.level());
  }

  /**
   * Verifies the logger.
   *
   * @param expected its name
   * @return this
   */
  public CapturedErrorAssert hasLogger(String expected) {
    isNotNull();
    return verifyEqual("the logger", expected, actual.logger());
  }

  /**
   * Verifies a tag.
   *
   * @param name its name
   * @param expected its value
   * @return this
   */
  public CapturedErrorAssert hasTag(String name, String expected) {
    isNotNull();
    return verifyEntry("tag", actual.tags(), name, expected);
  }

  /**
   * Verifies an MDC entry that did not become a tag.
   *
   * @param name its name
   * @param expected its value, masked if it is secret
   * @return this
   */
  public CapturedErrorAssert hasMdc(String name, String expected) {
    isNotNull();
    return verifyEntry("MDC entry", actual.mdc(), name, expected);
  }

  /**
   * Verifies that two events are in one group.
   *
   * @param other the other event
   * @return this
   */
  public CapturedErrorAssert isInSameGroupAs(CapturedError other) {
    isNotNull();
    if (!actual.group().equals(other.group())) {
      throw failure(
          "%nExpecting two events in one group, but there are two:%n%s",
          Listing.explained(actual, other));
    }
    return this;
  }

  /**
   * Verifies that two events are in different groups.
   *
   * @param other the other event
   * @return this
   */
  public CapturedErrorAssert isNotInSameGroupAs(CapturedError other) {
    isNotNull();
    if (actual.group().equals(other.group())) {
      throw failure(
          "%nExpecting two events in different groups, but there is one:%n%s",
          Listing.explained(actual, other));
    }
    return this;
  }

  private CapturedErrorAssert verifyEntry(
      String what, Map<String, String> entries, String name, String expected) {
    String found = entries.get(name);
    return verify(
        expected.equals(found),
        "the %s '%s'".formatted(what, name),
        expected,
        found == null ? "none; there are " + entries : found);
  }

  private CapturedErrorAssert verifyEqual(String what, Object expected, @Nullable Object found) {
    return verify(Objects.equals(expected, found), what, expected, found);
  }

  private CapturedErrorAssert verify(
      boolean holds, String what, Object expected, @Nullable Object found) {
    if (!holds) {
      throw failure(
          "%nExpecting %s to be:%n  %s%nbut was:%n  %s%nin:%n  %s", what, expected, found, actual);
    }
    return this;
  }
}
