package dev.whorl.testkit;

class CapturedErrorsOnLogbackTest extends CapturedErrorsContract {
  CapturedErrorsOnLogbackTest() {
    super(Library.LOGBACK, CapturedErrors.onLogback());
  }
}
