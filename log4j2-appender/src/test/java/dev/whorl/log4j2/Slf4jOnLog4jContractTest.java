package dev.whorl.log4j2;

import dev.whorl.contract.AppenderContract;
import dev.whorl.contract.BackEnd;

/** The contract on SLF4J calls with Log4j behind. */
class Slf4jOnLog4jContractTest extends AppenderContract {
  @Override
  protected BackEnd newBackEnd() {
    return new Slf4jBackEnd();
  }
}
