package com.example.log4j2;

import dev.whorl.BeforeSend;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.LogCall;
import java.sql.SQLException;

/** Puts all errors of database connections into one group, whatever their stack traces. */
public final class DatabaseConnectionErrors implements BeforeSend {
  @Override
  public ErrorEvent apply(ErrorEvent event, LogCall call) {
    return call.causes().stream().anyMatch(DatabaseConnectionErrors::isConnectionError)
        ? event.withFingerprint("database-connection-error")
        : event;
  }

  /** SQL states of class 08 are connection exceptions. */
  private static boolean isConnectionError(Throwable cause) {
    return cause instanceof SQLException e
        && e.getSQLState() != null
        && e.getSQLState().startsWith("08");
  }
}
