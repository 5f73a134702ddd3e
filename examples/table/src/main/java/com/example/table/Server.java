package com.example.table;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

/** Where a DSN leads to, without its keys. */
record Server(String host, String project) {

  static Server of(String dsn) throws IOException {
    try {
      URI uri = new URI(dsn.strip());
      String path = uri.getPath() == null ? "" : uri.getPath();
      String project = path.substring(path.lastIndexOf('/') + 1);
      if (uri.getHost() != null && !project.isEmpty()) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return new Server(uri.getHost() + port, project);
      }
    } catch (URISyntaxException e) {
      // Told below, and without the exception's message, which repeats the key.
    }
    throw new IOException(
        "SENTRY_DSN is set, but not like https://KEY@HOST/PROJECT, so nothing was sent.");
  }

  @Override
  public String toString() {
    return host + ", project " + project;
  }
}
