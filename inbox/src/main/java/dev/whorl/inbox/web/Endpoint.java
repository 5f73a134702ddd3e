package dev.whorl.inbox.web;

import java.io.IOException;

/** Answers requests of one route. Many threads may ask at once. */
@FunctionalInterface
public interface Endpoint {
  /**
   * Answers a request.
   *
   * @param request the request, after the checks that hold for all
   * @return the answer
   * @throws IOException if the body cannot be read to its end; the client is gone or too slow
   */
  Answer answer(WebRequest request) throws IOException;
}
