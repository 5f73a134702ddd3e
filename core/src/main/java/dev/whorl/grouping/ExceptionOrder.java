package dev.whorl.grouping;

import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which exceptions of an event enter its group, and in which order: by the ids of their mechanisms
 * where all have one, else as they stand in the list.
 */
final class ExceptionOrder {
  private final Map<Integer, ExceptionParts> byId = new HashMap<>();
  private final Map<Integer, List<Integer>> children = new HashMap<>();

  private ExceptionOrder() {}

  /**
   * The exceptions of an event in order.
   *
   * @param entering those that enter the group, in the order in which they do
   * @param main the one that stands for the event in its title; null without exceptions
   */
  record Ordered(List<ExceptionParts> entering, @Nullable ThrownFacts main) {}

  /**
   * Orders exceptions.
   *
   * @param exceptions in payload order, root cause first
   */
  static Ordered of(List<ExceptionParts> exceptions) {
    if (exceptions.isEmpty()) {
      return new Ordered(exceptions, null);
    }
    ThrownFacts last = exceptions.get(exceptions.size() - 1).exception();
    if (isPlainChain(exceptions)) {
      List<ExceptionParts> chain = new ArrayList<>(exceptions);
      Collections.reverse(chain);
      return new Ordered(chain, last);
    }
    Ordered ordered =
        exceptions.size() > 1 && areLinked(exceptions)
            ? new ExceptionOrder().linked(exceptions, last)
            : null;
    return ordered == null ? new Ordered(exceptions, last) : ordered;
  }

  /** The usual case, found without maps: each exception is the cause of the next in the list. */
  private static boolean isPlainChain(List<ExceptionParts> exceptions) {
    for (int i = 0; i < exceptions.size(); i++) {
      ThrownFacts exception = exceptions.get(i).exception();
      int fromLast = exceptions.size() - 1 - i;
      Integer parent = exception.parentId();
      boolean linked = fromLast == 0 ? parent == null : Objects.equals(parent, fromLast - 1);
      if (!linked
          || exception.exceptionGroup()
          || !Objects.equals(exception.exceptionId(), fromLast)) {
        return false;
      }
    }
    return true;
  }

  private static boolean areLinked(List<ExceptionParts> exceptions) {
    Set<Integer> ids = new HashSet<>();
    for (ExceptionParts part : exceptions) {
      Integer id = part.exception().exceptionId();
      if (id == null || id.equals(part.exception().parentId()) || !ids.add(id)) {
        return false;
      }
    }
    return ids.contains(0);
  }

  /** Null if the links form a circle. */
  private @Nullable Ordered linked(List<ExceptionParts> exceptions, ThrownFacts last) {
    for (int i = exceptions.size() - 1; i >= 0; i--) {
      ThrownFacts exception = exceptions.get(i).exception();
      Integer id = exception.exceptionId();
      if (id != null) {
        byId.put(id, exceptions.get(i));
        Integer parent = exception.parentId();
        if (parent != null) {
          children.computeIfAbsent(parent, key -> new ArrayList<>()).add(id);
        }
      }
    }
    List<ExceptionParts> top = new ArrayList<>();
    if (!expand(0, top, new HashSet<>()) || top.isEmpty()) {
      return null;
    }
    top.sort(Comparator.comparing(ExceptionOrder::typeOf).reversed());
    List<ExceptionParts> distinct = new ArrayList<>();
    for (ExceptionParts part : top) {
      if (distinct.isEmpty() || !distinct.get(distinct.size() - 1).isLike(part)) {
        distinct.add(part);
      }
    }
    if (distinct.size() > 1) {
      ExceptionParts root = byId.get(0);
      if (root != null) {
        distinct.add(root);
      }
      return new Ordered(distinct, last);
    }
    ThrownFacts first = distinct.get(0).exception();
    List<ExceptionParts> chain = firstChildren(first);
    return chain == null ? null : new Ordered(chain, first);
  }

  private static String typeOf(ExceptionParts part) {
    String type = part.exception().type();
    return type == null ? "" : type;
  }

  private boolean expand(int id, List<ExceptionParts> top, Set<Integer> path) {
    ExceptionParts part = byId.get(id);
    if (part == null) {
      return true;
    }
    if (!path.add(id)) {
      return false;
    }
    if (!part.exception().exceptionGroup()) {
      top.add(part);
    } else {
      for (int child : children.getOrDefault(id, List.of())) {
        if (!expand(child, top, path)) {
          return false;
        }
      }
    }
    path.remove(id);
    return true;
  }

  private @Nullable List<ExceptionParts> firstChildren(ThrownFacts first) {
    List<ExceptionParts> chain = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    Integer id = first.exceptionId();
    while (id != null) {
      if (!seen.add(id)) {
        return null;
      }
      ExceptionParts part = byId.get(id);
      if (part == null) {
        return chain;
      }
      chain.add(part);
      List<Integer> next = children.get(id);
      id = next == null ? null : next.get(0);
    }
    return chain;
  }
}
