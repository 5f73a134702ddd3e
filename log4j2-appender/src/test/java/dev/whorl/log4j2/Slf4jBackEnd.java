package dev.whorl.log4j2;

import dev.whorl.contract.Call;
import java.util.Map;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.slf4j.Log4jLogger;
import org.apache.logging.slf4j.Log4jMarker;
import org.apache.logging.slf4j.Log4jMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Log4j, configured from XML, through SLF4J. */
final class Slf4jBackEnd extends Log4jBackEnd {
  private static final Log4jMarkerFactory MARKERS = new Log4jMarkerFactory();

  Slf4jBackEnd() {
    super(new LoggerContext("slf4j-on-log4j"));
  }

  @Override
  public boolean hasFatal() {
    return false;
  }

  @Override
  public KeyValues keyValues() {
    return KeyValues.MDC;
  }

  @Override
  public void log(Call call) {
    Logger logger = new Log4jLogger(MARKERS, context().getLogger(call.logger()), call.logger());
    call.mdc().forEach(MDC::put);
    try {
      LoggingEventBuilder builder = logger.makeLoggingEventBuilder(Level.valueOf(call.level()));
      if (call.marker() != null) {
        builder = builder.addMarker(slf4jMarker(call));
      }
      for (Map.Entry<String, Object> pair : call.keyValues().entrySet()) {
        builder = builder.addKeyValue(pair.getKey(), pair.getValue());
      }
      for (Object argument : call.arguments()) {
        builder = builder.addArgument(argument);
      }
      builder.setCause(call.thrown()).setMessage(call.message()).log();
    } finally {
      call.mdc().keySet().forEach(MDC::remove);
    }
  }

  private static Marker slf4jMarker(Call call) {
    org.apache.logging.log4j.Marker marker = marker(call.marker());
    return marker instanceof FingerprintMarker fingerprint
        ? Slf4jFingerprints.of(fingerprint)
        : new Log4jMarker(MARKERS, marker);
  }
}
