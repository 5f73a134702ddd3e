package dev.whorl.testkit;

/** AssertJ assertions on captured errors, for static import. */
public final class WhorlAssertions {
  /** All in one group, for {@link CapturedErrorsAssert#areGrouped}. */
  @SuppressWarnings("ConstantField") // Reads as a word of the assertion.
  public static final Grouped together = Grouped.TOGETHER;

  /** Each in a group of its own, for {@link CapturedErrorsAssert#areGrouped}. */
  @SuppressWarnings("ConstantField") // Reads as a word of the assertion.
  public static final Grouped apart = Grouped.APART;

  private WhorlAssertions() {}

  /**
   * Begins an assertion on all that was captured so far.
   *
   * @param errors the extension
   * @return its assertions
   */
  public static CapturedErrorsAssert assertThat(CapturedErrors errors) {
    return new CapturedErrorsAssert(errors);
  }

  /**
   * Begins an assertion on one event.
   *
   * @param error the event
   * @return its assertions
   */
  public static CapturedErrorAssert assertThat(CapturedError error) {
    return new CapturedErrorAssert(error);
  }
}
