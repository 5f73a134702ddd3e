package dev.whorl.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
  private final Routes routes =
      new Routes()
          .add("GET", "/", named("start"))
          .add("GET", "/groups", named("groups"))
          .add("GET", "/groups/{hash}", request -> text("group " + request.parameter("hash")))
          .add("POST", "/api/{project}/envelope", named("envelope"))
          .add("GET", "/api/inbox/status", named("status"));

  @ParameterizedTest
  @CsvSource({
    "GET, /, start",
    "GET, /groups, groups",
    "GET, /groups/, groups",
    "GET, /groups/ab, group ab",
    "HEAD, /groups/ab, group ab",
    "POST, /api/42/envelope/, envelope",
    "POST, /api/42/envelope, envelope",
  })
  void pathLeadsToItsEndpoint(String method, String path, String answer) throws IOException {
    assertThat(body(method, path)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({"GET, /nothing", "GET, /groups/a/b", "GET, //groups", "GET, /GROUPS"})
  void otherPathIsNotFound(String method, String path) throws IOException {
    assertThat(answer(method, path).status()).isEqualTo(404);
  }

  @Test
  void otherMethodIsToldWhichOnesThereAre() throws IOException {
    Answer answer = answer("DELETE", "/api/42/envelope/");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers()).containsEntry("Allow", "POST");
  }

  private String body(String method, String path) throws IOException {
    return new String(answer(method, path).body(), StandardCharsets.UTF_8);
  }

  private Answer answer(String method, String path) throws IOException {
    return routes.answer(
        new WebRequest(
            method, path, Map.of(), Map.of(), name -> null, InputStream.nullInputStream()));
  }

  private static Endpoint named(String name) {
    return request -> text(name);
  }

  private static Answer text(String text) {
    return new Answer(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
  }
}
