package com.example.failures;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Posts orders to a shop that is closed. */
public final class OrderClient {
  private static final int SERVICE_UNAVAILABLE = 503;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI orders = URI.create("http://127.0.0.1:" + ClosedPort.find() + "/orders");

  /** Posts an order. */
  public void place(String order) {
    HttpRequest request =
        HttpRequest.newBuilder(orders).POST(BodyPublishers.ofString(order)).build();
    try {
      HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
      if (response.statusCode() >= 400) {
        throw failure(request, response.statusCode(), null);
      }
    } catch (IOException e) {
      // Nobody answers, which a gateway would report in this way.
      throw failure(request, SERVICE_UNAVAILABLE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(request, SERVICE_UNAVAILABLE, e);
    }
  }

  private static HttpCallException failure(HttpRequest request, int status, Throwable cause) {
    return new HttpCallException(request.method(), request.uri().getPath(), status, cause);
  }
}
