package com.example.logback;

import com.example.failures.ArticleRepository;
import com.example.failures.BlogService;
import com.example.failures.HttpCallException;
import com.example.failures.OrderClient;
import com.example.failures.RepositoryException;
import com.example.failures.RpcException;
import dev.whorl.logback.Fingerprints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Three ways in which a program on Logback says how its errors are grouped. */
public final class LogbackExample {
  private static final Logger log = LoggerFactory.getLogger(LogbackExample.class);

  private LogbackExample() {}

  public static void main(String[] args) {
    try (var scenario = MDC.putCloseable("scenario", "basic")) {
      placeOrder();
    }
    try (var scenario = MDC.putCloseable("scenario", "finer")) {
      listArticles();
    }
    try (var scenario = MDC.putCloseable("scenario", "coarser")) {
      countArticles();
    }
  }

  /** Basic: one group for each method, path and status, said in MDC. */
  private static void placeOrder() {
    try {
      new OrderClient().place("one pound of tea");
    } catch (HttpCallException e) {
      try (var scope = Fingerprints.scope(e.method(), e.path(), e.status())) {
        log.error("Order not placed", e);
      }
    }
  }

  /** Finer: the default grouping, divided by function and error code, said in a marker. */
  private static void listArticles() {
    try {
      new BlogService().getAllBlogArticles();
    } catch (RpcException e) {
      log.error(
          Fingerprints.marker("{{ default }}", e.function(), e.errorCode()),
          "Articles not listed",
          e);
    }
  }

  /** Coarser: the log call says nothing, {@link DatabaseConnectionErrors} does. */
  private static void countArticles() {
    try {
      new ArticleRepository().count();
    } catch (RepositoryException e) {
      log.error("Articles not counted", e);
    }
  }
}
