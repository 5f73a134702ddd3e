package dev.whorl.benchmarks;

import dev.whorl.event.ErrorEvent;
import dev.whorl.event.Mechanism;
import dev.whorl.event.Severity;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrownException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Events as a web application logs them: an exception of 60 frames with a cause of 60 frames, both
 * through Tomcat, Spring, a proxy and the application's own code.
 */
final class SampleTraces {
  static final int FRAMES = 60;

  /** Outermost call first. */
  private static final String[] SERVER = {
    "java.lang.Thread run Thread.java",
    "org.apache.tomcat.util.threads.TaskThread$WrappingRunnable run TaskThread.java",
    "java.util.concurrent.ThreadPoolExecutor$Worker run ThreadPoolExecutor.java",
    "java.util.concurrent.ThreadPoolExecutor runWorker ThreadPoolExecutor.java",
    "org.apache.tomcat.util.net.NioEndpoint$SocketProcessor doRun NioEndpoint.java",
    "org.apache.coyote.AbstractProtocol$ConnectionHandler process AbstractProtocol.java",
    "org.apache.coyote.http11.Http11Processor service Http11Processor.java",
    "org.apache.catalina.connector.CoyoteAdapter service CoyoteAdapter.java",
    "org.apache.catalina.core.StandardEngineValve invoke StandardEngineValve.java",
    "org.apache.catalina.valves.ErrorReportValve invoke ErrorReportValve.java",
    "org.apache.catalina.core.StandardHostValve invoke StandardHostValve.java",
    "org.apache.catalina.core.StandardContextValve invoke StandardContextValve.java",
    "org.apache.catalina.core.StandardWrapperValve invoke StandardWrapperValve.java",
    "org.apache.catalina.core.ApplicationFilterChain doFilter ApplicationFilterChain.java",
    "org.apache.catalina.core.ApplicationFilterChain internalDoFilter ApplicationFilterChain.java",
    "org.springframework.web.filter.OncePerRequestFilter doFilter OncePerRequestFilter.java",
    "org.springframework.web.filter.RequestContextFilter doFilterInternal RequestContextFilter.java",
    "jakarta.servlet.http.HttpServlet service HttpServlet.java",
    "org.springframework.web.servlet.FrameworkServlet service FrameworkServlet.java",
    "org.springframework.web.servlet.DispatcherServlet doDispatch DispatcherServlet.java",
    "org.springframework.web.servlet.mvc.method.AbstractHandlerMethodAdapter handle"
        + " AbstractHandlerMethodAdapter.java",
    "org.springframework.web.method.support.InvocableHandlerMethod doInvoke"
        + " InvocableHandlerMethod.java",
    "java.lang.reflect.Method invoke Method.java",
    "jdk.internal.reflect.DelegatingMethodAccessorImpl invoke DelegatingMethodAccessorImpl.java",
    "jdk.internal.reflect.GeneratedMethodAccessor42 invoke -",
    "com.acme.shop.web.OrderController$$SpringCGLIB$$0 place <generated>",
    "org.springframework.aop.framework.CglibAopProxy$DynamicAdvisedInterceptor intercept"
        + " CglibAopProxy.java",
  };

  private SampleTraces() {}

  /** An event whose traces differ from those of any other variation. */
  static ErrorEvent event(int variation) {
    List<ThrownException> exceptions = new ArrayList<>();
    exceptions.add(
        thrown("SocketTimeoutException", "java.net", 1, 0, trace("Repository", variation)));
    exceptions.add(thrown("OrderException", "com.acme.shop", 0, null, trace("Service", variation)));
    return ErrorEvent.builder(Instant.EPOCH, Severity.ERROR)
        .logger("com.acme.shop.Orders")
        .exceptions(exceptions)
        .build();
  }

  /** An exception with a cause, the traces being those of the event. */
  static Throwable throwable(int variation) {
    Throwable cause = new SocketTimeoutException("Read timed out");
    cause.setStackTrace(elements(trace("Repository", variation)));
    Throwable thrown = new IllegalStateException("order 4711 failed after 30 s", cause);
    thrown.setStackTrace(elements(trace("Service", variation)));
    return thrown;
  }

  /** As Java has them, the place of the throw first. */
  private static StackTraceElement[] elements(List<StackFrame> frames) {
    StackTraceElement[] elements = new StackTraceElement[frames.size()];
    for (int i = 0; i < elements.length; i++) {
      StackFrame frame = frames.get(i);
      elements[elements.length - 1 - i] =
          new StackTraceElement(frame.module(), frame.function(), frame.filename(), frame.lineno());
    }
    return elements;
  }

  private static ThrownException thrown(
      String type, String module, int id, Integer parent, List<StackFrame> frames) {
    Mechanism mechanism =
        new Mechanism(id == 0 ? "log" : "chained", true, id, parent, id == 0 ? null : "cause");
    return new ThrownException(type, "order 4711 failed after 30 s", module, 1, mechanism, frames);
  }

  /** Texts are shared between events, as the JVM shares those of stack trace elements. */
  private static List<StackFrame> trace(String layer, int variation) {
    List<StackFrame> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      if (i < SERVER.length) {
        String[] parts = SERVER[i].split(" ");
        String file = parts[2].equals("-") ? null : parts[2].intern();
        frames.add(frame(parts[0], parts[1], file, 100 + i));
      } else {
        String owner = "com.acme.shop.order." + layer + i % 9;
        // Two of the application's calls are at places that only this variation has.
        int line = i >= FRAMES - 2 ? 1000 + variation : 10 + i;
        frames.add(frame(owner, "step" + i, layer + i % 9 + ".java", line));
      }
    }
    return frames;
  }

  private static StackFrame frame(String module, String function, String file, int line) {
    return new StackFrame(
        module.intern(), function.intern(), file == null ? null : file.intern(), line, null);
  }
}
