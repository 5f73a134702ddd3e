package dev.whorl.inbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events in the form in which the official client for Python sends them. */
class PythonEventsTest {
  @TempDir Path folder;
  private RunningInbox inbox;
  private int sent;

  @BeforeEach
  void start() {
    inbox = RunningInbox.start(folder, null, null);
  }

  @AfterEach
  void stop() {
    inbox.close();
    assertThat(inbox.notices()).isEmpty();
  }

  @Test
  void samePlaceIsOneGroup_andAnotherPlaceAnotherOne() {
    send(event("place", "order 17 has no items", ""));
    send(event("place", "order 18 has no items", ""));
    send(event("cancel", "order 17 has no items", ""));

    JsonNode groups = inbox.get("groups?sort=events");
    assertThat(groups.path("total").asInt()).isEqualTo(2);
    assertThat(groups.path("groups").path(0).path("events").asInt()).isEqualTo(2);
    assertThat(groups.path("groups").path(0).path("where").asText()).isEqualTo("shop.orders.place");
    assertThat(groups.path("groups").path(0).path("title").asText())
        .isEqualTo("EmptyOrder: order 18 has no items");
    assertThat(groups.path("groups").path(1).path("where").asText())
        .isEqualTo("shop.orders.cancel");
  }

  @Test
  void fingerprintActs() {
    send(event("place", "order 17 has no items", "\"fingerprint\": [\"orders\"],"));
    send(event("cancel", "order 17 has no items", "\"fingerprint\": [\"orders\"],"));
    send(event("place", "x", "\"fingerprint\": [\"{{ default }}\", \"eu\"],"));

    JsonNode groups = inbox.get("groups?sort=events");
    assertThat(groups.path("total").asInt()).isEqualTo(2);
    assertThat(groups.path("groups").path(0).path("fingerprint")).hasToString("[\"orders\"]");
    assertThat(groups.path("groups").path(0).path("events").asInt()).isEqualTo(2);
  }

  @Test
  void pageOfTheGroupShowsWhereItHappened() {
    send(event("place", "order 17 has no items", ""));
    String hash = inbox.get("groups").path("groups").path(0).path("hash").asText();

    assertThat(inbox.page("/groups/" + hash))
        .contains("EmptyOrder")
        .contains("orders.place")
        .contains("shop/orders.py:42")
        .contains("raise EmptyOrder(order)")
        .contains("basket loaded");
    JsonNode event =
        inbox.get("events/" + inbox.get("groups/" + hash).path("latest_event").asText());
    assertThat(event.path("modules").path("flask").asText()).isEqualTo("3.1.2");
  }

  private void send(String event) {
    String id = "%032x".formatted(++sent);
    String payload = event.replace("EVENT_ID", id).replace("\n", " ");
    String header =
        """
        {"event_id":"%s","sent_at":"2026-11-25T07:00:01.000000Z"}
        {"type":"event","content_type":"application/json"}
        """
            .formatted(id);
    assertThat(inbox.postEnvelope(header + payload + "\n").statusCode()).isEqualTo(200);
  }

  private static String event(String function, String message, String fingerprint) {
    return """
        {
          "event_id": "EVENT_ID",
          "timestamp": "2026-11-25T07:00:00.123456Z",
          "platform": "python",
          "level": "error",
          "logger": "shop.web",
          "transaction": "shop.web.checkout",
          "environment": "production",
          "release": "shop@2.4.0",
          "server_name": "web-1",
          FINGERPRINT
          "exception": {"values": [{
            "module": "shop.errors",
            "type": "EmptyOrder",
            "value": "MESSAGE",
            "mechanism": {"type": "logging", "handled": true},
            "stacktrace": {"frames": [
              {
                "filename": "flask/app.py",
                "abs_path": "/venv/lib/python3.12/site-packages/flask/app.py",
                "module": "flask.app",
                "function": "dispatch_request",
                "lineno": 902,
                "pre_context": ["        rule = req.url_rule"],
                "context_line": "        return self.ensure_sync(self.view_functions[rule.endpoint])(**args)",
                "post_context": [],
                "vars": {"self": "<Flask 'shop'>", "rule": "<Rule '/checkout'>"},
                "in_app": false
              },
              {
                "filename": "shop/orders.py",
                "abs_path": "/app/shop/orders.py",
                "module": "shop.orders",
                "function": "FUNCTION",
                "lineno": 42,
                "pre_context": ["    if not order.items:"],
                "context_line": "        raise EmptyOrder(order)",
                "post_context": ["    return order"],
                "vars": {"order": {"id": "17", "items": []}, "user": "None"},
                "in_app": true
              }
            ]}
          }]},
          "breadcrumbs": {"values": [
            {"type": "log", "level": "info", "category": "shop.basket", "message": "basket loaded",
             "timestamp": "2026-11-25T06:59:59.900000Z", "data": {}}
          ]},
          "contexts": {
            "runtime": {"name": "CPython", "version": "3.12.3", "build": "3.12.3 (main)"},
            "trace": {"trace_id": "0af7651916cd43dd8448eb211c80319c", "span_id": "b7ad6b7169203331"}
          },
          "tags": {"region": "eu"},
          "extra": {"sys.argv": ["manage.py", "run"]},
          "modules": {"flask": "3.1.2", "werkzeug": "3.1.3"},
          "sdk": {"name": "sentry.python", "version": "2.42.0",
            "packages": [{"name": "pypi:sentry-sdk", "version": "2.42.0"}],
            "integrations": ["argv", "dedupe", "excepthook", "logging", "modules", "stdlib"]}
        }
        """
        .replace("FUNCTION", function)
        .replace("MESSAGE", message)
        .replace("FINGERPRINT", fingerprint);
  }
}
