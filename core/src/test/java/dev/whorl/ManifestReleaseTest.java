package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestReleaseTest {
  @TempDir Path folder;

  @Test
  void version_isThatOfTheManifest() throws IOException {
    assertThat(ManifestRelease.of(jar("1.2.3").toFile())).isEqualTo("1.2.3");
  }

  @Test
  void manifestWithoutVersion_namesNoRelease() throws IOException {
    assertThat(ManifestRelease.of(jar(null).toFile())).isNull();
  }

  @Test
  void whatIsNoJar_namesNoRelease() throws IOException {
    Path text = Files.writeString(folder.resolve("app.jar"), "no archive");

    assertThat(ManifestRelease.of(text.toFile())).isNull();
    assertThat(ManifestRelease.of(folder.toFile())).isNull();
    assertThat(ManifestRelease.of(folder.resolve("missing.jar").toFile())).isNull();
  }

  private Path jar(String version) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (version != null) {
      manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    }
    Path jar = folder.resolve("app.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream unused = new JarOutputStream(out, manifest)) {
      return jar;
    }
  }
}
