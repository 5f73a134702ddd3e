package dev.whorl.testkit;

class CapturedErrorsOnLog4jTest extends CapturedErrorsContract {
  CapturedErrorsOnLog4jTest() {
    super(Library.LOG4J, CapturedErrors.onLog4j());
  }
}
