package dev.whorl.inbox.browser;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.whorl.inbox.browser.ShopError.Frequency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** What the programs of a shop that does not exist logged within a day: the same each time. */
final class ShopEvents {
  private static final List<String> BANKS = List.of("ing", "ing", "ing", "dkb", "n26");
  private static final List<String> COUNTRIES = List.of("DE", "DE", "DE", "AT", "NL", "FR");

  private final Random random = new Random(17);
  private final Instant now;

  private record Timed(Instant time, String json) {}

  ShopEvents(Instant now) {
    this.now = now;
  }

  /** All events, the oldest first. */
  List<String> all() {
    List<Timed> events = new ArrayList<>();
    for (ShopError error : ShopError.ALL) {
      for (int hour = 0; hour < 24; hour++) {
        for (int i = number(error.frequency(), hour); i > 0; i--) {
          Instant time =
              now.minus(Duration.ofHours(23 - hour)).minusSeconds(20 + random.nextInt(3500));
          events.add(new Timed(time, event(error, time, events.size() + 1)));
        }
      }
    }
    return events.stream().sorted(Comparator.comparing(Timed::time)).map(Timed::json).toList();
  }

  /** How many of an error there are in an hour, the last being 23. */
  private int number(Frequency frequency, int hour) {
    double day = 0.5 + 0.5 * Math.sin((hour - 9) / 24.0 * 2 * Math.PI);
    return switch (frequency) {
      case DAYTIME -> (int) Math.round(day * 14 + random.nextInt(3));
      case STEADY -> 3 + random.nextInt(3);
      case OUTAGE -> hour == 16 ? 45 : hour == 17 ? 60 : hour == 18 ? 12 : 0;
      case NEW_RELEASE -> hour < 20 ? 0 : 6 + random.nextInt(8);
      case NIGHTLY -> hour == 7 ? 30 : hour == 8 ? 9 : 0;
      case NOW_AND_THEN -> random.nextInt(6) == 0 ? 1 + random.nextInt(2) : 0;
      case ONCE -> hour == 11 ? 1 : 0;
    };
  }

  private String event(ShopError error, Instant time, int number) {
    boolean late = time.isAfter(now.minus(Duration.ofHours(4)));
    String release = late || error.frequency() == Frequency.NEW_RELEASE ? "2026.11.4" : "2026.11.3";
    String country = COUNTRIES.get(random.nextInt(COUNTRIES.size()));
    int order = 70_000 + random.nextInt(9_000);
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("event_id", "%08x%024x".formatted(random.nextInt(), number));
    event.put("timestamp", time.toString()).put("platform", "java").put("level", error.level());
    event.put("logger", error.logger()).put("environment", error.environment());
    event.put("release", "shop@" + release).put("server_name", "shop-" + (1 + number % 3));
    event.putObject("sdk").put("name", "whorl-logback").put("version", "0.1.0");
    String text = error.message().replace("{}", Integer.toString(order));
    event.putObject("logentry").put("message", error.message()).put("formatted", text);
    ObjectNode tags = event.putObject("tags");
    tags.put("country", country);
    if (error.logger().contains("payment")) {
      tags.put("bank", BANKS.get(random.nextInt(BANKS.size())));
    }
    if (!error.fingerprint().isEmpty()) {
      ArrayNode fingerprint = event.putArray("fingerprint");
      error.fingerprint().forEach(fingerprint::add);
    }
    error.addExceptionsTo(event, order);
    if (!error.environment().equals("batch")) {
      crumbs(event, time, order, country);
    }
    ObjectNode contexts = event.putObject("contexts");
    contexts
        .putObject("MDC")
        .put("requestId", "%08x".formatted(random.nextInt()))
        .put("customer", Integer.toString(1000 + random.nextInt(400)));
    ObjectNode whorl = contexts.putObject("whorl").put("fingerprint_from", error.from());
    if (error.frequency() == Frequency.OUTAGE && random.nextInt(3) == 0) {
      whorl.put("suppressed", 5 + random.nextInt(60));
    }
    ObjectNode thread = event.putObject("threads").putArray("values").addObject();
    thread.put("name", "http-nio-8080-exec-" + (1 + number % 8)).put("current", true);
    return event.toString();
  }

  private static void crumbs(ObjectNode event, Instant time, int order, String country) {
    ArrayNode crumbs = event.putObject("breadcrumbs").putArray("values");
    crumb(
        crumbs,
        time.minusMillis(2140),
        "com.acme.shop.cart.CartService",
        "Cart opened, 3 articles");
    crumb(crumbs, time.minusMillis(1510), "com.acme.shop.price.Prices", "Prices for " + country);
    crumb(
        crumbs,
        time.minusMillis(870),
        "com.acme.shop.order.OrderService",
        "Order " + order + " accepted");
    crumb(
        crumbs,
        time.minusMillis(420),
        "com.acme.shop.http.Client",
        "POST /authorizations, attempt 1");
  }

  private static void crumb(ArrayNode crumbs, Instant time, String category, String message) {
    ObjectNode crumb = crumbs.addObject();
    crumb.put("timestamp", time.toString()).put("level", "info");
    crumb.put("category", category).put("message", message);
  }
}
