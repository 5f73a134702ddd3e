package com.example.log4j2;

import com.example.failures.ArticleRepository;
import com.example.failures.BlogService;
import com.example.failures.HttpCallException;
import com.example.failures.OrderClient;
import com.example.failures.RepositoryException;
import com.example.failures.RpcException;
import dev.whorl.log4j2.Fingerprints;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Three ways in which a program on Log4j 2 says how its errors are grouped. */
public final class Log4jExample {
  private static final Logger log = LogManager.getLogger(Log4jExample.class);

  private Log4jExample() {}

  public static void main(String[] args) {
    try (var scenario = CloseableThreadContext.put("scenario", "basic")) {
      placeOrder();
    }
    try (var scenario = CloseableThreadContext.put("scenario", "finer")) {
      listArticles();
    }
    try (var scenario = CloseableThreadContext.put("scenario", "coarser")) {
      countArticles();
    }
  }

  /** Basic: one group for each method, path and status, said in the thread context (MDC). */
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
