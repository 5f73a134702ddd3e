/** Whorl's counters in Micrometer. */
@SuppressWarnings("requires-transitive-automatic") // Micrometer has no module descriptor.
module dev.whorl.micrometer {
  requires static transitive org.jspecify;
  requires transitive dev.whorl;
  requires transitive micrometer.core;

  exports dev.whorl.micrometer;
}
