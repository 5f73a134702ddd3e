package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.whorl.event.DropReason;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ReporterBeanTest {
  private static final String PLAIN = "dev.whorl:type=Reporter,appender=BEANS";

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final RecordingStatus status = new RecordingStatus();
  private final Notices notices = new Notices(status);
  private final List<ReporterBean> beans = new ArrayList<>();

  @AfterEach
  void tidyUp() {
    beans.forEach(ReporterBean::unregister);
    notices.flush();
    assertThat(names()).isEmpty();
    assertThat(status.warnings).isEmpty();
  }

  @Test
  void counters_areReadByAttribute() throws JMException {
    ReporterMetrics metrics = new ReporterMetrics(() -> 3);
    bean("BEANS", metrics).register();
    metrics.countLogged();
    metrics.countDelivered();
    metrics.countRecovered(5);
    metrics.countHookFailure();
    metrics.countDropped(DropReason.GROUP_LIMIT, 7);
    metrics.countDropped(DropReason.REJECTED, 2);

    assertThat(value(PLAIN, "Logged")).isEqualTo(1L);
    assertThat(value(PLAIN, "Delivered")).isEqualTo(1L);
    assertThat(value(PLAIN, "Waiting")).isEqualTo(3L);
    assertThat(value(PLAIN, "Suppressed")).isEqualTo(7L);
    assertThat(value(PLAIN, "Recovered")).isEqualTo(5L);
    assertThat(value(PLAIN, "HookFailures")).isEqualTo(1L);
    TabularData dropped = (TabularData) value(PLAIN, "Dropped");
    assertThat(dropped.values())
        .map(row -> ((CompositeData) row).get("key") + "=" + ((CompositeData) row).get("value"))
        .containsExactlyInAnyOrder("group_limit=7", "rejected=2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "", "a,b", "a=b", "a:b", "a\"b", "a*", "a?", "a\nb", "\\", "ä€"})
  void nameOfAnyCharacters_isRegistered(String appender) {
    bean(appender, new ReporterMetrics(() -> 0)).register();

    String kept = names().iterator().next().getKeyProperty("appender");
    assertThat(kept.startsWith("\"") ? ObjectName.unquote(kept) : kept).isEqualTo(appender);
  }

  @Test
  void takenName_getsANumberUntilItIsFree() throws JMException {
    ReporterMetrics second = new ReporterMetrics(() -> 2);
    ReporterBean old = bean("BEANS", new ReporterMetrics(() -> 1));
    ReporterBean current = bean("BEANS", second);
    old.register();
    current.register();
    current.settle();
    assertThat(value(PLAIN, "Waiting")).isEqualTo(1L);
    assertThat(value(PLAIN + ",instance=2", "Waiting")).isEqualTo(2L);

    old.unregister();
    current.settle();
    assertThat(value(PLAIN, "Waiting")).isEqualTo(2L);
    assertThat(names()).hasSize(1);

    current.settle();
    assertThat(names()).hasSize(1);
  }

  @Test
  void manyOfOneName_areBoundedAndToldOnce() {
    for (int i = 0; i < 102; i++) {
      bean("BEANS", new ReporterMetrics(() -> 0)).register();
    }
    assertThat(names()).hasSize(100);

    notices.flush();
    assertThat(status.warnings)
        .containsExactly("The counters of Whorl are not shown rightly in JMX");
    assertThat(status.causes)
        .singleElement()
        .extracting(Throwable::getMessage)
        .isEqualTo("100 appenders of the name BEANS are registered");
    status.warnings.clear();
  }

  @Test
  void unregisterBeforeRegister_leavesNothing() {
    ReporterBean bean = bean("BEANS", new ReporterMetrics(() -> 0));
    bean.unregister();
    bean.register();
    bean.settle();

    assertThat(names()).isEmpty();
  }

  @Test
  void unregisterWhileItIsRegistered_leavesNothing() throws JMException {
    ReporterBean bean = bean("BEANS", new ReporterMetrics(() -> 0));
    whenRegistered(bean::unregister, bean::register);

    assertThat(names()).isEmpty();
  }

  @Test
  void unregisterWhileItSettles_leavesNothing() throws JMException {
    ReporterBean old = bean("BEANS", new ReporterMetrics(() -> 0));
    ReporterBean bean = bean("BEANS", new ReporterMetrics(() -> 0));
    old.register();
    bean.register();
    old.unregister();
    whenRegistered(bean::unregister, bean::settle);

    assertThat(names()).isEmpty();
  }

  @Test
  void beanThatSomebodyElseRemoved_isNoTrouble() throws JMException {
    ReporterBean bean = bean("BEANS", new ReporterMetrics(() -> 0));
    bean.register();
    server.unregisterMBean(new ObjectName(PLAIN));
    bean.unregister();
  }

  @Test
  void unregistered_isNotHeldByJmx() throws Exception {
    WeakReference<ClassLoader> loader = registeredOnceByAnotherClassLoader();

    await()
        .until(
            () -> {
              System.gc();
              return loader.get() == null;
            });
  }

  /** As a web application with its own copy of Whorl does. */
  private WeakReference<ClassLoader> registeredOnceByAnotherClassLoader() throws Exception {
    URL classes = ReporterBean.class.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, platform)) {
      LongSupplier waiting = () -> 4;
      Object metrics = made(loader, "ReporterMetrics", waiting);
      Object bean = made(loader, "ReporterBean", "BEANS", metrics, null);
      called(bean, "register");
      assertThat(value(PLAIN, "Waiting")).isEqualTo(4L);
      assertThat(value(PLAIN, "Dropped")).isInstanceOf(TabularData.class);
      called(bean, "unregister");
      return new WeakReference<>(loader);
    }
  }

  private static Object made(ClassLoader loader, String name, Object... arguments)
      throws ReflectiveOperationException {
    Constructor<?> constructor = loader.loadClass("dev.whorl." + name).getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return constructor.newInstance(arguments);
  }

  private static void called(Object target, String name) throws ReflectiveOperationException {
    Method method = target.getClass().getDeclaredMethod(name);
    method.setAccessible(true);
    method.invoke(target);
  }

  /** What runs in an image without the module java.management. */
  static final class WithoutJmx {
    public static void main(String[] args) {
      RecordingStatus status = new RecordingStatus();
      Notices notices = new Notices(status);
      ReporterBean bean = new ReporterBean("BEANS", new ReporterMetrics(() -> 0), notices);
      bean.register();
      bean.settle();
      bean.unregister();
      notices.flush();
      if (ModuleLayer.boot().findModule("java.management").isPresent()) {
        throw new IllegalStateException("There is JMX");
      }
      status.warnings.forEach(System.out::println);
    }
  }

  @Test
  void imageWithoutJmx_isNoTrouble(@TempDir Path temp) throws Exception {
    File output = temp.resolve("output.txt").toFile();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules",
                "java.base",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                WithoutJmx.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

    assertThat(output).isEmpty();
    assertThat(process.exitValue()).isZero();
  }

  private ReporterBean bean(String appender, ReporterMetrics metrics) {
    ReporterBean bean = new ReporterBean(appender, metrics, notices);
    beans.add(bean);
    return bean;
  }

  private Object value(String name, String attribute) throws JMException {
    return server.getAttribute(new ObjectName(name), attribute);
  }

  private Set<ObjectName> names() {
    try {
      return server.queryNames(new ObjectName("dev.whorl:type=Reporter,*"), null);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does one thing in the middle of another: while a name has just been registered. */
  private void whenRegistered(Runnable then, Runnable registration) throws JMException {
    NotificationListener listener =
        (notification, unused) -> {
          if (notification.getType().equals(MBeanServerNotification.REGISTRATION_NOTIFICATION)) {
            then.run();
          }
        };
    server.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener, null, null);
    try {
      registration.run();
    } finally {
      server.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener);
    }
  }
}
