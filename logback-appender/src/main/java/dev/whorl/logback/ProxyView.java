package dev.whorl.logback;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import dev.whorl.event.ThrowableView;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A throwable of which only Logback's record arrived, as from a socket.
 *
 * @param proxy the record
 */
record ProxyView(IThrowableProxy proxy) implements ThrowableView {

  /** The throwable itself where it is at hand, else its record. */
  static @Nullable ThrowableView of(@Nullable IThrowableProxy proxy) {
    if (proxy == null) {
      return null;
    }
    Throwable throwable = proxy instanceof ThrowableProxy live ? live.getThrowable() : null;
    if (throwable instanceof ThrowableGuard.StandIn standIn && standIn.original() != null) {
      throwable = standIn.original();
    }
    return throwable == null ? new ProxyView(proxy) : ThrowableView.of(throwable);
  }

  @Override
  public String className() {
    return String.valueOf(proxy.getClassName());
  }

  @Override
  public @Nullable String message() {
    return proxy.getMessage();
  }

  @Override
  public @Nullable ThrowableView cause() {
    return of(proxy.getCause());
  }

  @Override
  public List<ThrowableView> suppressed() {
    IThrowableProxy[] suppressed = proxy.getSuppressed();
    return suppressed == null
        ? List.of()
        : Arrays.stream(suppressed).<ThrowableView>map(ProxyView::new).toList();
  }

  @Override
  public StackTraceElement @Nullable [] stackTrace() {
    StackTraceElementProxy[] trace = proxy.getStackTraceElementProxyArray();
    return trace == null
        ? null
        : Arrays.stream(trace)
            .map(StackTraceElementProxy::getStackTraceElement)
            .toArray(StackTraceElement[]::new);
  }

  @Override
  public Object identity() {
    return proxy;
  }
}
