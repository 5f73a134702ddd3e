package dev.whorl.benchmarks.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;

/**
 * Events as JSON, as a JVM program sends them: an exception of 51 frames with a message, tags, an
 * MDC and breadcrumbs; about 12 KB, of which gzip makes 4. Which event has which number is always
 * the same.
 *
 * <p>Groups have frames of their own out of thousands, and are called by skewed chances: a tenth of
 * them has about half of the events. Each has one logger, one to three environments and a release a
 * week.
 */
final class SampleEvents {
  /** A word that every event has. */
  static final String COMMON_WORD = "refused";

  private static final String[] SERVER = {
    "java.lang.Thread run Thread.java",
    "java.util.concurrent.ThreadPoolExecutor$Worker run ThreadPoolExecutor.java",
    "java.util.concurrent.ThreadPoolExecutor runWorker ThreadPoolExecutor.java",
    "org.apache.tomcat.util.net.NioEndpoint$SocketProcessor doRun NioEndpoint.java",
    "org.apache.coyote.AbstractProtocol$ConnectionHandler process AbstractProtocol.java",
    "org.apache.coyote.http11.Http11Processor service Http11Processor.java",
    "org.apache.catalina.connector.CoyoteAdapter service CoyoteAdapter.java",
    "org.apache.catalina.core.StandardEngineValve invoke StandardEngineValve.java",
    "org.apache.catalina.core.StandardHostValve invoke StandardHostValve.java",
    "org.apache.catalina.core.ApplicationFilterChain doFilter ApplicationFilterChain.java",
    "org.springframework.web.filter.OncePerRequestFilter doFilter OncePerRequestFilter.java",
    "jakarta.servlet.http.HttpServlet service HttpServlet.java",
    "org.springframework.web.servlet.FrameworkServlet service FrameworkServlet.java",
    "org.springframework.web.servlet.DispatcherServlet doDispatch DispatcherServlet.java",
    "org.springframework.aop.framework.CglibAopProxy intercept CglibAopProxy.java",
  };

  private static final HexFormat HEX = HexFormat.of();
  private static final int FRAMES = 51;
  private static final int CLASSES = 1500;
  private static final int METHODS = 8;
  private static final int BREADCRUMBS = 39;

  private final int groups;

  SampleEvents(int groups) {
    this.groups = groups;
  }

  static String id(long number) {
    return HEX.toHexDigits(new Random(number).nextLong()) + HEX.toHexDigits(number);
  }

  /** The payload of an event. */
  byte[] json(long number, Instant time) {
    Random random = new Random(number * 31 + 7);
    double chance = random.nextDouble();
    int group = (int) (groups * chance * chance * chance);
    StringBuilder json = new StringBuilder(13_000);
    json.append("{\"event_id\":\"").append(id(number)).append("\",\"platform\":\"java\"");
    json.append(",\"timestamp\":\"").append(time).append('"');
    json.append(",\"level\":\"").append(group % 40 == 0 ? "fatal" : "error").append('"');
    json.append(",\"logger\":\"com.acme.shop.").append(name(group % 300)).append(".Service\"");
    String[] environments = {"production", "staging", "test"};
    json.append(",\"environment\":\"").append(environments[random.nextInt(1 + group % 3)]);
    json.append("\",\"release\":\"shop@1.").append(time.getEpochSecond() / 604_800).append('"');
    json.append(",\"server_name\":\"app-").append(random.nextInt(6)).append('"');
    json.append(",\"tags\":{\"bank\":\"b").append(random.nextInt(12)).append("\",\"region\":\"r");
    json.append(group % 5).append("\"},\"contexts\":{\"MDC\":{\"request\":\"");
    json.append(hex(random)).append("\",\"user\":\"u").append(random.nextInt(90_000));
    json.append("\"}},\"exception\":{\"values\":[{\"type\":\"").append(name(group % 97));
    json.append("Exception\",\"module\":\"com.acme.shop\",\"value\":\"order ");
    json.append(random.nextInt(10_000_000)).append(" was refused after ");
    json.append(random.nextInt(900)).append(" ms: ").append(name(group));
    json.append("\",\"stacktrace\":{\"frames\":[");
    frames(json, group);
    json.append("]}}]},\"breadcrumbs\":{\"values\":[");
    for (int i = 0; i < BREADCRUMBS; i++) {
      json.append(i == 0 ? "" : ",").append("{\"timestamp\":\"").append(time);
      json.append("\",\"level\":\"info\",\"category\":\"com.acme.Trail\",\"message\":\"GET /");
      json.append(hex(random)).append('/').append(hex(random)).append('/').append(hex(random));
      json.append('/').append(hex(random)).append("\"}");
    }
    return json.append("]}}").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The application's own frames are those of its group. */
  private static void frames(StringBuilder json, int group) {
    Random random = new Random(group);
    for (int i = 0; i < FRAMES; i++) {
      String[] parts;
      boolean inApp = i >= SERVER.length;
      if (inApp) {
        String owner = name(random.nextInt(CLASSES));
        String method = "step" + random.nextInt(METHODS);
        parts = new String[] {"com.acme.shop." + owner + ".Service", method, owner + ".java"};
      } else {
        parts = SERVER[i].split(" ");
      }
      json.append(i == 0 ? "" : ",").append("{\"module\":\"").append(parts[0]);
      json.append("\",\"function\":\"").append(parts[1]).append("\",\"filename\":\"");
      json.append(parts[2]).append("\",\"lineno\":").append(random.nextInt(900) + 1);
      json.append(",\"in_app\":").append(inApp).append('}');
    }
  }

  /** A word of letters for a number. */
  static String name(int number) {
    StringBuilder name = new StringBuilder("Q");
    for (int rest = number + 1; rest > 0; rest /= 20) {
      name.append("aeiou".charAt(rest % 5)).append("bdlm".charAt(rest / 5 % 4));
    }
    return name.toString();
  }

  private static String hex(Random random) {
    return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextInt());
  }
}
