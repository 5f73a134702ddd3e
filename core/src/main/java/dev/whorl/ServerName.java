package dev.whorl;

import dev.whorl.delivery.WhorlThreads;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The name of this host. Asking the system may take seconds where name resolution is broken, so a
 * thread of its own asks; the first event waits for it a moment, later ones never.
 */
final class ServerName implements Supplier<@Nullable String> {
  private static final long FIRST_WAIT_MILLIS = 1000;

  private final CompletableFuture<@Nullable String> answer = new CompletableFuture<>();
  private boolean waited;

  /** Begins to ask, unless the name is set. */
  static Supplier<@Nullable String> lookUp(@Nullable String configured, String appender) {
    if (configured != null) {
      return () -> configured;
    }
    ServerName name = new ServerName();
    WhorlThreads.worker(appender + "-host", name::ask).start();
    return name;
  }

  private void ask() {
    try {
      answer.complete(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException | RuntimeException e) {
      answer.complete(System.getenv("HOSTNAME"));
    }
  }

  @Override
  public @Nullable String get() {
    try {
      long patience = waited ? 0 : FIRST_WAIT_MILLIS;
      waited = true;
      return answer.get(patience, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
