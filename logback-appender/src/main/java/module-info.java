/** The Logback appender of Whorl. */
module dev.whorl.logback {
  requires static transitive org.jspecify;
  requires transitive dev.whorl;
  requires transitive ch.qos.logback.classic;
  requires transitive ch.qos.logback.core;
  requires transitive org.slf4j;

  exports dev.whorl.logback;
}
