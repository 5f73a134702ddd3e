package dev.whorl.benchmarks.appenders;

/** What a service has in its diagnostic context. */
final class Contexts {
  private Contexts() {}

  /** Puts five entries into that of this thread. */
  static void put(BackEnd backEnd) {
    backEnd.put("request_id", "7c9e6679-7425-40de-944b-e07fc1f90ae7");
    backEnd.put("user_id", "u-4711");
    backEnd.put("tenant", "acme");
    backEnd.put("region", "eu-west-1");
    backEnd.put("route", "/v1/orders/{id}");
  }
}
