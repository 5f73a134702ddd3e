/** Turns logged errors into events whose grouping the log call controls, and delivers them. */
module dev.whorl {
  requires static transitive org.jspecify;
  requires static java.management;
  requires static jdk.net;
  requires com.fasterxml.jackson.core;
  requires org.apache.httpcomponents.core5.httpcore5;

  exports dev.whorl;
  exports dev.whorl.event;
}
