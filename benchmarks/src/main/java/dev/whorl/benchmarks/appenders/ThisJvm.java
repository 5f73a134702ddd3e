package dev.whorl.benchmarks.appenders;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What the JVM says of itself. */
final class ThisJvm {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
  private static final double MEGABYTE = 1 << 20;

  private ThisJvm() {}

  /** The time that all its threads were on a processor, its compiler's and collector's too. */
  static double cpuMillis() {
    return SYSTEM.getProcessCpuTime() / 1e6;
  }

  /** What is left on the heap when all garbage is gone. */
  static double heapMegabytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return MEMORY.getHeapMemoryUsage().getUsed() / MEGABYTE;
  }

  /** Classes and compiled code. */
  static double otherMegabytes() {
    return MEMORY.getNonHeapMemoryUsage().getUsed() / MEGABYTE;
  }
}
