package dev.whorl.faults;

import java.util.LinkedHashMap;
import java.util.Map;

/** Settings, as they stand in a configuration file. */
final class Setup {
  private Setup() {}

  /** To a server, with pairs of further settings. */
  static Map<String, String> to(FaultServer server, String... pairs) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("dsn", server.dsn());
    settings.put("serverName", "here");
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return settings;
  }

  /**
   * The same, with time to deliver at a stop, for tests of other things on a machine that is busy.
   */
  static Map<String, String> patiently(FaultServer server, String... pairs) {
    Map<String, String> settings = to(server, pairs);
    settings.put("shutdownTimeoutMillis", "20000");
    return settings;
  }
}
