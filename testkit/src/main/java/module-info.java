/** Captures logged errors in tests. What it tests with is what the tests themselves use. */
module dev.whorl.testkit {
  requires static transitive org.jspecify;
  requires static transitive org.assertj.core;
  requires static transitive org.junit.jupiter.api;
  requires static ch.qos.logback.classic;
  requires static ch.qos.logback.core;
  requires static dev.whorl.log4j2;
  requires static dev.whorl.logback;
  requires static org.apache.logging.log4j;
  requires static org.apache.logging.log4j.core;
  requires static org.slf4j;
  requires transitive dev.whorl;
  requires com.fasterxml.jackson.core;

  exports dev.whorl.testkit;
}
