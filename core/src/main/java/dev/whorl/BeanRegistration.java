package dev.whorl;

import dev.whorl.event.DropReason;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * A name in the JMX server of this JVM under which counters can be read.
 *
 * @param plain without a number, since no other reporter of this name was there
 */
record BeanRegistration(
    MBeanServer server, ObjectName name, String appender, ReporterMetrics metrics, boolean plain) {
  /** How many appenders of one name a JVM shows. */
  private static final int MAX_INSTANCES = 100;

  private static final String NOT_IN_A_NAME = ",=:\"*?\n";

  static BeanRegistration register(String appender, ReporterMetrics metrics) throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    for (int instance = 1; instance <= MAX_INSTANCES; instance++) {
      BeanRegistration taken = tryInstance(server, appender, metrics, instance);
      if (taken != null) {
        return taken;
      }
    }
    throw new InstanceAlreadyExistsException(
        MAX_INSTANCES + " appenders of the name " + appender + " are registered");
  }

  /** Another registration, with the plain name; null if that is taken or this has it. */
  @Nullable BeanRegistration underPlainName() throws JMException {
    return plain || server.isRegistered(name(appender, 1))
        ? null
        : tryInstance(server, appender, metrics, 1);
  }

  void remove() throws JMException {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      // Somebody else removed it.
    }
  }

  private static @Nullable BeanRegistration tryInstance(
      MBeanServer server, String appender, ReporterMetrics metrics, int instance)
      throws JMException {
    ObjectName name = name(appender, instance);
    try {
      server.registerMBean(new Counters(metrics), name);
      return new BeanRegistration(server, name, appender, metrics, instance == 1);
    } catch (InstanceAlreadyExistsException e) {
      return null;
    }
  }

  private static ObjectName name(String appender, int instance) throws JMException {
    boolean special = appender.chars().anyMatch(c -> NOT_IN_A_NAME.indexOf(c) >= 0);
    String value = special ? ObjectName.quote(appender) : appender;
    String name = "dev.whorl:type=Reporter,appender=" + value;
    return ObjectName.getInstance(instance == 1 ? name : name + ",instance=" + instance);
  }

  /** One for each name, since JMX refuses to show one object under two. */
  private record Counters(ReporterMetrics metrics) implements ReporterMXBean {
    @Override
    public long getLogged() {
      return metrics.logged();
    }

    @Override
    public long getDelivered() {
      return metrics.delivered();
    }

    @Override
    public Map<String, Long> getDropped() {
      Map<String, Long> counts = new TreeMap<>();
      for (Map.Entry<DropReason, Long> count : metrics.dropped().entrySet()) {
        counts.put(count.getKey().label(), count.getValue());
      }
      return counts;
    }

    @Override
    public long getSuppressed() {
      return metrics.suppressed();
    }

    @Override
    public long getWaiting() {
      return metrics.waiting();
    }

    @Override
    public long getRecovered() {
      return metrics.recovered();
    }

    @Override
    public long getRecoveryLosses() {
      return metrics.recoveryLosses();
    }

    @Override
    public long getRetries() {
      return metrics.retries();
    }

    @Override
    public long getHookFailures() {
      return metrics.hookFailures();
    }
  }
}
