package com.example.failures;

/** An HTTP call that failed. */
public final class HttpCallException extends RuntimeException {
  private final String method;
  private final String path;
  private final int status;

  HttpCallException(String method, String path, int status, Throwable cause) {
    super("%s %s failed with status %d".formatted(method, path, status), cause);
    this.method = method;
    this.path = path;
    this.status = status;
  }

  /** The request's method. */
  public String method() {
    return method;
  }

  /** The request's path. */
  public String path() {
    return path;
  }

  /** The answer's status. */
  public int status() {
    return status;
  }
}
