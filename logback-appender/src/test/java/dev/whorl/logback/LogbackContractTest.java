package dev.whorl.logback;

import dev.whorl.contract.AppenderContract;
import dev.whorl.contract.BackEnd;

/** The contract on Logback. */
class LogbackContractTest extends AppenderContract {
  @Override
  protected BackEnd newBackEnd() {
    return new LogbackBackEnd(false);
  }
}
