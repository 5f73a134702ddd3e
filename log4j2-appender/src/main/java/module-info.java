/** The Log4j 2 appender of Whorl. */
@SuppressWarnings("module") // The 2 is part of the library's name.
module dev.whorl.log4j2 {
  requires static transitive org.jspecify;
  requires static org.slf4j;
  requires static org.apache.logging.log4j.slf4j2.impl;
  requires transitive dev.whorl;
  requires transitive org.apache.logging.log4j;
  requires transitive org.apache.logging.log4j.core;

  exports dev.whorl.log4j2;

  opens dev.whorl.log4j2 to
      org.apache.logging.log4j.core;
}
