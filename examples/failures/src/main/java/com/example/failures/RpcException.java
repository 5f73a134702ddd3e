package com.example.failures;

/** A remote call that failed. */
public final class RpcException extends RuntimeException {
  private final String function;
  private final int errorCode;

  RpcException(String function, int errorCode, Throwable cause) {
    super("%s failed with error %d".formatted(function, errorCode), cause);
    this.function = function;
    this.errorCode = errorCode;
  }

  /** The function that was called. */
  public String function() {
    return function;
  }

  /** What went wrong, as a number. */
  public int errorCode() {
    return errorCode;
  }
}
