package dev.whorl;

import java.util.Map;

/**
 * The counters of an appender as JMX shows them, under the name {@code
 * dev.whorl:type=Reporter,appender=NAME} while the appender runs. If the name is taken, as by an
 * appender of the same name in another web application, {@code ,instance=2} is added.
 */
public interface ReporterMXBean {
  /**
   * How many log calls were at event level.
   *
   * @return 0 or more
   */
  long getLogged();

  /**
   * How many events the server took, or the folder if there is no server.
   *
   * @return 0 or more
   */
  long getDelivered();

  /**
   * How many events did not arrive, by the label of the reason, such as {@code rate_limited}.
   *
   * @return only reasons that occurred
   */
  Map<String, Long> getDropped();

  /**
   * How many events were counted in their group instead of sent. They are among the dropped, as
   * {@code group_limit}.
   *
   * @return 0 or more
   */
  long getSuppressed();

  /**
   * How many are on their way.
   *
   * @return 0 or more
   */
  long getWaiting();

  /**
   * How many events of earlier runs were found in the folder and delivered.
   *
   * @return 0 or more
   */
  long getRecovered();

  /**
   * How many events of earlier runs were found in the folder and could not be delivered.
   *
   * @return 0 or more
   */
  long getRecoveryLosses();

  /**
   * How many attempts to send failed and were made again.
   *
   * @return 0 or more
   */
  long getRetries();

  /**
   * How often the {@code BeforeSend} hook threw.
   *
   * @return 0 or more
   */
  long getHookFailures();
}
