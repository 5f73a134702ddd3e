package dev.whorl;

import dev.whorl.event.Sdk;
import java.lang.module.ModuleDescriptor;

/**
 * Who uses the core.
 *
 * @param library the logging library, as it stands in names: {@code logback} or {@code log4j2}
 * @param appender the appender's name, for threads and status lines
 */
public record Integration(String library, String appender) {
  private static final String VERSION = version();

  /** From the manifest on the class path, from the module descriptor on the module path. */
  private static String version() {
    String version = Integration.class.getPackage().getImplementationVersion();
    ModuleDescriptor module = Integration.class.getModule().getDescriptor();
    if (version == null && module != null) {
      version = module.rawVersion().orElse(null);
    }
    return version == null ? "dev" : version;
  }

  /** How the client names itself to servers. */
  Sdk sdk() {
    return new Sdk("whorl.java." + library, VERSION);
  }

  /** The mechanism of exceptions that it captures. */
  String origin() {
    return "auto.log." + library;
  }
}
