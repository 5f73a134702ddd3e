package dev.whorl.log4j2;

import dev.whorl.contract.AppenderContract;
import dev.whorl.contract.BackEnd;
import org.apache.logging.log4j.core.LoggerContext;

/** The contract on Log4j with synchronous loggers. */
class Log4jContractTest extends AppenderContract {
  @Override
  protected BackEnd newBackEnd() {
    return new Log4jBackEnd(new LoggerContext("sync"));
  }
}
