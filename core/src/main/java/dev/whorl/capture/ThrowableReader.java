package dev.whorl.capture;

import dev.whorl.event.Mechanism;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrowableView;
import dev.whorl.event.ThrownException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a throwable with all its causes and suppressed ones. A throwable's own code may throw,
 * return null or never end a chain; each call of it is guarded, and what could not be read is told.
 *
 * <p>Order and ids are such that a server groups by the logged exception and its causes, whatever
 * was suppressed: depth first with the cause first, the logged one last in the list, and no parent
 * id for suppressed ones.
 */
final class ThrowableReader {
  static final int MAX_EXCEPTIONS = 50;
  static final int MAX_FRAMES = 250;

  /**
   * A chain whose {@code getCause} makes a new exception at each call has no end; it is left here.
   */
  private static final int MAX_STEPS = 10_000;

  /** How many frames are remembered: those of some tens of different traces. */
  private static final int FRAMES = 2048;

  /** Most exceptions have a cause or two. */
  private static final int USUAL_CHAIN = 4;

  /** Only what strangers made up has longer names. */
  private static final int MAX_KNOWN_CHARS = 512;

  private final InAppPackages inApp;
  private final String origin;

  /** Seen before, and used again: of 120 frames an event, that saves 4 KB. */
  private final AtomicReferenceArray<@Nullable StackFrame> frames =
      new AtomicReferenceArray<>(FRAMES);

  /**
   * What was read.
   *
   * @param exceptions in the order in which they are sent: the logged one last
   * @param exceptionsLeftOut how many more there were, as far as they were looked at
   * @param framesLeftOut how many frames were cut from the middle of traces
   * @param unreadable what a throwable's own code refused to tell, as sentences
   */
  record Reading(
      List<ThrownException> exceptions,
      int exceptionsLeftOut,
      int framesLeftOut,
      List<String> unreadable) {}

  /** A throwable and how it was reached; no record, since it is compared by identity. */
  private static final class Node {
    final ThrowableView view;
    final @Nullable Node parent;
    final @Nullable String source;

    Node(ThrowableView view, @Nullable Node parent, @Nullable String source) {
      this.view = view;
      this.parent = parent;
      this.source = source;
    }
  }

  ThrowableReader(InAppPackages inApp, String origin) {
    this.inApp = inApp;
    this.origin = origin;
  }

  Reading read(ThrowableView thrown, long threadId) {
    return new Walk(threadId).read(thrown);
  }

  private StackFrame frame(StackTraceElement element) {
    String module = element.getClassName();
    String function = element.getMethodName();
    int lineno = Math.max(0, element.getLineNumber());
    int hash = 31 * (31 * module.hashCode() + function.hashCode()) + lineno;
    int slot = (hash ^ hash >>> 15) & FRAMES - 1;
    StackFrame known = frames.get(slot);
    if (known != null && isOf(known, element, lineno)) {
      return known;
    }
    // Of the 120 frames of an event three or four pairs want the same place.
    StackFrame other = frames.get(slot ^ 1);
    if (other != null && isOf(other, element, lineno)) {
      return other;
    }
    StackFrame frame =
        new StackFrame(module, function, element.getFileName(), lineno, inApp.inApp(module));
    if (module.length() + function.length() <= MAX_KNOWN_CHARS) {
      if (known != null) {
        frames.set(slot ^ 1, known);
      }
      frames.set(slot, frame);
    }
    return frame;
  }

  private static boolean isOf(StackFrame known, StackTraceElement element, int lineno) {
    return known.lineno() == lineno
        && known.function().equals(element.getMethodName())
        && known.module().equals(element.getClassName())
        && Objects.equals(known.filename(), element.getFileName());
  }

  private final class Walk {
    private final long threadId;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>(USUAL_CHAIN));
    private final List<String> unreadable = new ArrayList<>();
    private int exceptionsLeftOut;
    private int framesLeftOut;

    Walk(long threadId) {
      this.threadId = threadId;
    }

    Reading read(ThrowableView thrown) {
      List<Node> nodes = withinLimit(depthFirst(new Node(thrown, null, null)));
      List<ThrownException> exceptions = new ArrayList<>(nodes.size());
      for (int id = 0; id < nodes.size(); id++) {
        exceptions.add(exception(nodes, id));
      }
      Collections.reverse(exceptions);
      return new Reading(exceptions, exceptionsLeftOut, framesLeftOut, List.copyOf(unreadable));
    }

    /**
     * The logged one first; then its causes down to the root; then what was suppressed, likewise.
     */
    private List<Node> depthFirst(Node root) {
      List<Node> nodes = new ArrayList<>();
      Deque<Node> waiting = new ArrayDeque<>();
      waiting.push(root);
      while (!waiting.isEmpty()) {
        Node node = waiting.pop();
        if (!seen.add(node.view.identity())) {
          continue;
        }
        if (nodes.size() == MAX_STEPS) {
          exceptionsLeftOut++;
          continue;
        }
        nodes.add(node);
        List<ThrowableView> suppressed =
            Objects.requireNonNullElse(
                guarded(node.view, "getSuppressed", node.view::suppressed), List.of());
        int looked = Math.min(suppressed.size(), MAX_EXCEPTIONS);
        exceptionsLeftOut += suppressed.size() - looked;
        for (int i = looked - 1; i >= 0; i--) {
          waiting.push(new Node(suppressed.get(i), node, "suppressed[" + i + "]"));
        }
        ThrowableView cause = guarded(node.view, "getCause", node.view::cause);
        if (cause != null) {
          waiting.push(new Node(cause, node, "cause"));
        }
      }
      return nodes;
    }

    /**
     * Causes go before suppressed ones; of a chain of causes that is too long both ends are kept.
     */
    private List<Node> withinLimit(List<Node> nodes) {
      if (nodes.size() <= MAX_EXCEPTIONS) {
        return nodes;
      }
      exceptionsLeftOut += nodes.size() - MAX_EXCEPTIONS;
      int causes = 1;
      while (causes < nodes.size()
          && nodes.get(causes).parent == nodes.get(causes - 1)
          && "cause".equals(nodes.get(causes).source)) {
        causes++;
      }
      int half = MAX_EXCEPTIONS / 2;
      if (causes <= MAX_EXCEPTIONS) {
        return nodes.subList(0, MAX_EXCEPTIONS);
      }
      List<Node> kept = new ArrayList<>(nodes.subList(0, half));
      kept.addAll(nodes.subList(causes - half, causes));
      return kept;
    }

    private ThrownException exception(List<Node> nodes, int id) {
      Node node = nodes.get(id);
      String className = node.view.className();
      int dot = className.lastIndexOf('.');
      return new ThrownException(
          className.substring(dot + 1),
          message(node.view),
          dot < 0 ? null : className.substring(0, dot),
          threadId,
          mechanism(nodes, id),
          frames(node.view));
    }

    private Mechanism mechanism(List<Node> nodes, int id) {
      Node node = nodes.get(id);
      if (node.parent == null) {
        return new Mechanism(origin, true, id, null, null);
      }
      if ("cause".equals(node.source)) {
        // Where the middle of a chain was cut, the parent is the one before it that is left.
        int parent = nodes.indexOf(node.parent);
        return new Mechanism("chained", null, id, parent < 0 ? id - 1 : parent, node.source);
      }
      return new Mechanism("suppressed", null, id, null, node.source);
    }

    private @Nullable String message(ThrowableView view) {
      try {
        return view.message();
      } catch (Throwable e) {
        tell(view, "getMessage threw " + e.getClass().getName());
        return "[getMessage failed: " + e.getClass().getName() + "]";
      }
    }

    private List<StackFrame> frames(ThrowableView view) {
      StackTraceElement[] trace;
      try {
        trace = view.stackTrace();
      } catch (Throwable e) {
        tell(view, "getStackTrace threw " + e.getClass().getName());
        return List.of();
      }
      if (trace == null) {
        tell(view, "getStackTrace gave nothing");
        return List.of();
      }
      int head = trace.length <= MAX_FRAMES ? trace.length : MAX_FRAMES / 2;
      int tail = trace.length - head <= MAX_FRAMES / 2 ? head : trace.length - MAX_FRAMES / 2;
      framesLeftOut += tail - head;
      StackFrame[] read = new StackFrame[Math.min(trace.length, MAX_FRAMES)];
      int count = 0;
      for (int i = trace.length - 1; i >= 0; i--) {
        // An overridden getStackTrace may hold null; a real trace does not.
        if ((i < head || i >= tail) && trace[i] != null) {
          read[count++] = frame(trace[i]);
        }
      }
      return List.of(count == read.length ? read : Arrays.copyOf(read, count));
    }

    private <T> @Nullable T guarded(ThrowableView view, String method, Supplier<T> call) {
      try {
        return call.get();
      } catch (Throwable e) {
        tell(view, method + " threw " + e.getClass().getName());
        return null;
      }
    }

    private void tell(ThrowableView view, String problem) {
      if (unreadable.size() < 10) {
        unreadable.add(view.className() + ": " + problem);
      }
    }
  }
}
