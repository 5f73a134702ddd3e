package dev.whorl.benchmarks.inbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Whole HTTP requests with an event each, made before the clock runs. */
final class PreparedRequests {
  private final List<byte[]> requests;
  private final long bodyBytes;

  PreparedRequests(SampleEvents samples, URI address, int number) {
    Instant now = Instant.now();
    AtomicLong bytes = new AtomicLong();
    requests =
        IntStream.range(0, number)
            .parallel()
            .mapToObj(
                i -> {
                  byte[] body = body(SampleEvents.id(i), samples.json(i, now));
                  bytes.addAndGet(body.length);
                  return request(address, body);
                })
            .toList();
    bodyBytes = bytes.get() / number;
  }

  private static byte[] body(String id, byte[] event) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream(5000);
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes("{\"event_id\":\"" + id + "\"}\n"));
      out.write(bytes("{\"type\":\"event\",\"length\":" + event.length + "}\n"));
      out.write(event);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }

  private static byte[] request(URI address, byte[] body) {
    ByteArrayOutputStream request = new ByteArrayOutputStream(body.length + 250);
    request.writeBytes(
        bytes(
            "POST /api/1/envelope/ HTTP/1.1\r\nHost: "
                + address.getAuthority()
                + "\r\nContent-Encoding: gzip\r\nX-Sentry-Auth: Sentry sentry_key=run\r\n"
                + "Content-Type: application/x-sentry-envelope\r\nContent-Length: "
                + body.length
                + "\r\n\r\n"));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  int size() {
    return requests.size();
  }

  byte[] get(int number) {
    return requests.get(number);
  }

  /** Of a body, on average. */
  long bodyBytes() {
    return bodyBytes;
  }
}
