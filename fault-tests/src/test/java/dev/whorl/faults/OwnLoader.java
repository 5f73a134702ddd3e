package dev.whorl.faults;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class loader as a container has it for each application: Whorl, what it needs and the logging
 * libraries are its own.
 */
final class OwnLoader extends URLClassLoader {
  private static final List<String> OWN =
      List.of("dev.whorl.", "ch.qos.logback.", "org.slf4j.", "org.apache.", "com.fasterxml.");

  private OwnLoader(URL[] path, ClassLoader parent) {
    super(path, parent);
  }

  static ClassLoader create() throws IOException {
    List<URL> path = new ArrayList<>();
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : all.split(File.pathSeparator)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    return new OwnLoader(path.toArray(URL[]::new), OwnLoader.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (OWN.stream().noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    return findResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return findResources(name);
  }
}
