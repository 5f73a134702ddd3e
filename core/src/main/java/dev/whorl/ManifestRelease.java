package dev.whorl;

import java.io.File;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The release that the application itself carries: the version in the manifest of its main jar. */
final class ManifestRelease {
  private ManifestRelease() {}

  /** The version, null if the application was not started from a jar or its jar names none. */
  static @Nullable String find() {
    String command = System.getProperty("sun.java.command", "");
    int jarEnd = command.indexOf(".jar");
    if (jarEnd < 0) {
      return null;
    }
    return of(new File(command.substring(0, jarEnd + 4)));
  }

  static @Nullable String of(File file) {
    if (!file.isFile()) {
      return null;
    }
    try (JarFile jar = new JarFile(file)) {
      Manifest manifest = jar.getManifest();
      return manifest == null
          ? null
          : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    } catch (IOException e) {
      return null;
    }
  }
}
