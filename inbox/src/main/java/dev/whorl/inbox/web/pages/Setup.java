package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.web.WebRequest;
import java.util.regex.Pattern;

/**
 * How to fill an empty inbox.
 *
 * @param dsn where clients send
 * @param keyNeeded whether the key in it is only a placeholder
 * @param folder where programs on this machine leave their events
 * @param logback lines of {@code logback.xml}
 * @param log4j lines of {@code log4j2.xml}
 */
record Setup(String dsn, boolean keyNeeded, String folder, String logback, String log4j) {
  private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,300}");

  private static final String LOGBACK =
      """
      <configuration>
        <appender name="whorl" class="dev.whorl.logback.WhorlAppender">
          <dsn>%s</dsn>
          <inAppIncludes>com.acme</inAppIncludes> <!-- your own packages -->
        </appender>
        <root level="INFO">
          <appender-ref ref="whorl"/>
        </root>
      </configuration>
      """;

  private static final String LOG4J =
      """
      <Configuration>
        <Appenders>
          <!-- inAppIncludes are your own packages -->
          <Whorl name="whorl" inAppIncludes="com.acme"
                 dsn="%s"/>
        </Appenders>
        <Loggers>
          <Root level="info"><AppenderRef ref="whorl"/></Root>
        </Loggers>
      </Configuration>
      """;

  /** With the address under which the browser reached the inbox, as a client can, too. */
  static Setup of(WebRequest request, About about) {
    String host = request.header("Host");
    String authority = host != null && AUTHORITY.matcher(host).matches() ? host : "localhost";
    String dsn = "http://" + (about.keyNeeded() ? "KEY" : "whorl") + "@" + authority + "/1";
    return new Setup(
        dsn,
        about.keyNeeded(),
        about.folder().toString(),
        LOGBACK.formatted(dsn),
        LOG4J.formatted(dsn));
  }
}
