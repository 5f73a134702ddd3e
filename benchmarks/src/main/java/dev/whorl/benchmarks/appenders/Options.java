package dev.whorl.benchmarks.appenders;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a candidate is set up. All else is as it comes.
 *
 * @param dsn where events go
 * @param breadcrumbs whether calls below error are kept to be sent with errors; if not, that is
 *     switched off
 * @param whorl settings of Whorl besides
 */
public record Options(String dsn, boolean breadcrumbs, Map<String, String> whorl) {
  /** Without breadcrumbs. */
  public static Options to(String dsn) {
    return new Options(dsn, false, Map.of());
  }

  /** The same with breadcrumbs. */
  public Options withBreadcrumbs() {
    return new Options(dsn, true, whorl);
  }

  /** The same with one more setting of Whorl. */
  public Options with(String setting, String value) {
    Map<String, String> more = new LinkedHashMap<>(whorl);
    more.put(setting, value);
    return new Options(dsn, breadcrumbs, more);
  }

  /** All settings of Whorl. */
  public Map<String, String> whorlSettings() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("dsn", dsn);
    if (!breadcrumbs) {
      all.put("minimumBreadcrumbLevel", "OFF");
    }
    all.putAll(whorl);
    return all;
  }

  /** The level from which on the peers keep breadcrumbs. */
  public String breadcrumbLevel() {
    return breadcrumbs ? "INFO" : "OFF";
  }
}
