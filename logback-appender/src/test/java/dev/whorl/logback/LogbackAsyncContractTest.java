package dev.whorl.logback;

import dev.whorl.contract.AppenderContract;
import dev.whorl.contract.BackEnd;

/** The contract on Logback behind AsyncAppender. */
class LogbackAsyncContractTest extends AppenderContract {
  @Override
  protected BackEnd newBackEnd() {
    return new LogbackBackEnd(true);
  }
}
