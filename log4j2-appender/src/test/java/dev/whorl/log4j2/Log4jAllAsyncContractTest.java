package dev.whorl.log4j2;

import dev.whorl.contract.AppenderContract;
import dev.whorl.contract.BackEnd;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;

/** The contract on Log4j with all loggers asynchronous. */
class Log4jAllAsyncContractTest extends AppenderContract {
  @Override
  protected BackEnd newBackEnd() {
    return new Log4jBackEnd(new AsyncLoggerContext("all-async"));
  }
}
