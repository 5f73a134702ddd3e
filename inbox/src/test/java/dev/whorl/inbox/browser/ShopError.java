package dev.whorl.inbox.browser;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * An error that a shop's program logs again and again.
 *
 * @param thrown what was thrown, the logged one first, each as a type and a message with a colon
 *     between; empty for none
 * @param frames of the program, the latest call first, each as a class, a method and a line
 * @param from where the fingerprint comes from, as Whorl says it
 */
record ShopError(
    Frequency frequency,
    String level,
    String environment,
    String logger,
    String message,
    List<String> thrown,
    List<String> frames,
    List<String> fingerprint,
    String from) {
  /** When it happens. */
  enum Frequency {
    DAYTIME,
    STEADY,
    OUTAGE,
    NEW_RELEASE,
    NIGHTLY,
    NOW_AND_THEN,
    ONCE
  }

  private static final List<String> SERVER =
      List.of(
          "org.springframework.web.servlet.DispatcherServlet doDispatch 1089",
          "org.springframework.web.servlet.FrameworkServlet processRequest 1014",
          "jakarta.servlet.http.HttpServlet service 590",
          "org.apache.catalina.core.ApplicationFilterChain doFilter 138",
          "org.apache.tomcat.util.net.NioEndpoint$SocketProcessor doRun 1741",
          "java.lang.Thread run 840");

  private static final List<String> CLIENT =
      List.of(
          "sun.nio.ch.NioSocketImpl timedRead 278",
          "java.net.Socket$SocketInputStream read 1099",
          "org.apache.http.impl.io.SessionInputBufferImpl fillBuffer 153");

  static final List<ShopError> ALL =
      List.of(
          new ShopError(
              Frequency.DAYTIME,
              "error",
              "production",
              "com.acme.shop.payment.PaymentService",
              "Payment of order {} failed",
              List.of(
                  "com.acme.shop.payment.PaymentException: bank declined the authorization",
                  "java.net.SocketTimeoutException: Read timed out"),
              List.of(
                  "com.acme.shop.payment.BankClient authorize 88",
                  "com.acme.shop.payment.PaymentService pay 141",
                  "com.acme.shop.order.OrderService place 67",
                  "com.acme.shop.web.CheckoutController submit 52"),
              List.of("{{ default }}", "authorize"),
              "key-value"),
          new ShopError(
              Frequency.OUTAGE,
              "error",
              "production",
              "com.acme.shop.http.Client",
              "Stock not reserved for order {}",
              List.of(
                  "com.acme.shop.http.HttpCallException: POST /reservations failed with status 503"),
              List.of(
                  "com.acme.shop.http.Client call 73",
                  "com.acme.shop.stock.StockClient reserve 39",
                  "com.acme.shop.order.OrderService place 58"),
              List.of("POST", "/reservations", "503"),
              "mdc"),
          new ShopError(
              Frequency.NEW_RELEASE,
              "error",
              "production",
              "com.acme.shop.web.ErrorHandler",
              "Request failed",
              List.of(
                  "java.lang.NullPointerException: Cannot invoke \"Address.zip()\" because the return"
                      + " value of \"Customer.invoiceAddress()\" is null"),
              List.of(
                  "com.acme.shop.order.ShippingCosts zone 31",
                  "com.acme.shop.order.ShippingCosts of 22",
                  "com.acme.shop.web.CartController show 44"),
              List.of(),
              "default"),
          new ShopError(
              Frequency.STEADY,
              "error",
              "production",
              "com.acme.shop.stock.StockService",
              "Stock of article {} not booked",
              List.of(
                  "org.hibernate.StaleObjectStateException: Row was already updated or deleted by another transaction"),
              List.of(
                  "com.acme.shop.stock.StockRepository book 105",
                  "com.acme.shop.stock.StockService book 63"),
              List.of(),
              "default"),
          new ShopError(
              Frequency.NIGHTLY,
              "error",
              "batch",
              "com.acme.shop.feed.SupplierFeed",
              "Line {} of the supplier's file not imported",
              List.of("com.acme.shop.feed.ImportException: no price in column 7"),
              List.of(
                  "com.acme.shop.feed.CsvLine price 58",
                  "com.acme.shop.feed.SupplierFeed importLine 91",
                  "com.acme.shop.feed.SupplierFeed run 40"),
              List.of(),
              "default"),
          new ShopError(
              Frequency.OUTAGE,
              "error",
              "production",
              "com.acme.shop.web.ErrorHandler",
              "Request failed",
              List.of(
                  "org.springframework.dao.DataAccessResourceFailureException: Unable to acquire JDBC connection",
                  "java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available,"
                      + " request timed out after 30000ms"),
              List.of(
                  "com.acme.shop.article.ArticleRepository find 29",
                  "com.acme.shop.web.ArticleController show 35"),
              List.of("database-connection-error"),
              "before-send"),
          new ShopError(
              Frequency.NOW_AND_THEN,
              "error",
              "staging",
              "com.acme.shop.blog.BlogClient",
              "Articles not listed",
              List.of(
                  "com.acme.shop.rpc.RpcException: getAllBlogArticles returned 42",
                  "com.fasterxml.jackson.core.JsonParseException: Unexpected character ('<' (code 60))"),
              List.of(
                  "com.acme.shop.rpc.RpcClient call 51", "com.acme.shop.blog.BlogClient list 27"),
              List.of("{{ default }}", "getAllBlogArticles", "42"),
              "marker"),
          new ShopError(
              Frequency.STEADY,
              "warning",
              "production",
              "com.acme.shop.cart.CartService",
              "Cart {} has more articles than can be shipped at once",
              List.of(),
              List.of(),
              List.of(),
              "default"),
          new ShopError(
              Frequency.NOW_AND_THEN,
              "warning",
              "production",
              "com.acme.shop.search.Suggestions",
              "The index is {} documents behind",
              List.of(),
              List.of(),
              List.of(),
              "default"),
          new ShopError(
              Frequency.ONCE,
              "fatal",
              "batch",
              "com.acme.shop.feed.PriceExport",
              "Export ended early",
              List.of("java.lang.OutOfMemoryError: Java heap space"),
              List.of(
                  "com.acme.shop.feed.PriceExport writeAll 77",
                  "com.acme.shop.feed.PriceExport run 33"),
              List.of(),
              "default"));

  /** Adds what was thrown, the cause first, as events have it. */
  void addExceptionsTo(ObjectNode event, int order) {
    if (thrown.isEmpty()) {
      return;
    }
    ArrayNode values = event.putObject("exception").putArray("values");
    for (int i = thrown.size() - 1; i >= 0; i--) {
      String[] parts = thrown.get(i).split(": ", 2);
      int dot = parts[0].lastIndexOf('.');
      ObjectNode exception = values.addObject();
      exception.put("type", parts[0].substring(dot + 1)).put("module", parts[0].substring(0, dot));
      exception.put("value", parts[1]);
      ObjectNode mechanism = exception.putObject("mechanism").put("exception_id", i);
      mechanism.put("type", i == 0 ? "generic" : "chained");
      if (i > 0) {
        mechanism.put("parent_id", i - 1);
      }
      List<String> calls = new ArrayList<>(i > 0 ? CLIENT : List.of());
      calls.addAll(frames.subList(0, i > 0 ? 1 : frames.size()));
      calls.addAll(environment.equals("batch") ? SERVER.subList(5, 6) : SERVER);
      ArrayNode trace = exception.putObject("stacktrace").putArray("frames");
      for (int f = calls.size() - 1; f >= 0; f--) {
        frame(trace.addObject(), calls.get(f));
      }
    }
  }

  private static void frame(ObjectNode frame, String call) {
    String[] parts = call.split(" ");
    String type = parts[0].substring(parts[0].lastIndexOf('.') + 1);
    frame.put("module", parts[0]).put("function", parts[1]);
    frame.put("filename", type.replaceFirst("\\$.*", "") + ".java");
    frame.put("lineno", Integer.parseInt(parts[2]));
    frame.put("in_app", parts[0].startsWith("com.acme."));
  }
}
