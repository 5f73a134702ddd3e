package com.example.failures;

/** Stored data that could not be had. */
public final class RepositoryException extends RuntimeException {
  RepositoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
