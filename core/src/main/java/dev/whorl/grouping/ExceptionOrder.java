package dev.whorl.grouping;

import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which exceptions of an event enter its group, and in which order: by the ids of their mechanisms
 * where all have one, else as they stand in the list.
 */
final class ExceptionOrder {
  private final Map<Integer, ThrownFacts> byId = new HashMap<>();
  private final Map<Integer, List<Integer>> children = new HashMap<>();

  private ExceptionOrder() {}

  /**
   * The exceptions of an event in order.
   *
   * @param entering those that enter the group, in the order in which they do
   * @param main the one that stands for the event in its title; null without exceptions
   */
  record Ordered(List<ThrownFacts> entering, @Nullable ThrownFacts main) {}

  /**
   * Orders exceptions.
   *
   * @param exceptions in payload order, root cause first
   * @param same whether two exceptions would contribute the same
   */
  static Ordered of(List<ThrownFacts> exceptions, BiPredicate<ThrownFacts, ThrownFacts> same) {
    ThrownFacts last = exceptions.isEmpty() ? null : exceptions.get(exceptions.size() - 1);
    Ordered ordered =
        exceptions.size() > 1 && areLinked(exceptions)
            ? new ExceptionOrder().linked(exceptions, same, last)
            : null;
    return ordered == null ? new Ordered(exceptions, last) : ordered;
  }

  private static boolean areLinked(List<ThrownFacts> exceptions) {
    Set<Integer> ids = new HashSet<>();
    for (ThrownFacts exception : exceptions) {
      Integer id = exception.exceptionId();
      if (id == null || id.equals(exception.parentId()) || !ids.add(id)) {
        return false;
      }
    }
    return ids.contains(0);
  }

  /** Null if the links form a circle. */
  private @Nullable Ordered linked(
      List<ThrownFacts> exceptions,
      BiPredicate<ThrownFacts, ThrownFacts> same,
      @Nullable ThrownFacts last) {
    for (int i = exceptions.size() - 1; i >= 0; i--) {
      ThrownFacts exception = exceptions.get(i);
      Integer id = exception.exceptionId();
      if (id != null) {
        byId.put(id, exception);
        Integer parent = exception.parentId();
        if (parent != null) {
          children.computeIfAbsent(parent, key -> new ArrayList<>()).add(id);
        }
      }
    }
    List<ThrownFacts> top = new ArrayList<>();
    if (!expand(0, top, new HashSet<>())) {
      return null;
    }
    top.sort(Comparator.comparing((ThrownFacts e) -> e.type() == null ? "" : e.type()).reversed());
    if (top.isEmpty()) {
      return null;
    }
    List<ThrownFacts> distinct = new ArrayList<>();
    for (ThrownFacts exception : top) {
      if (distinct.isEmpty() || !same.test(distinct.get(distinct.size() - 1), exception)) {
        distinct.add(exception);
      }
    }
    if (distinct.size() > 1) {
      ThrownFacts root = byId.get(0);
      if (root != null) {
        distinct.add(root);
      }
      return new Ordered(distinct, last);
    }
    List<ThrownFacts> chain = firstChildren(distinct.get(0));
    return chain == null ? null : new Ordered(chain, distinct.get(0));
  }

  private boolean expand(int id, List<ThrownFacts> top, Set<Integer> path) {
    ThrownFacts exception = byId.get(id);
    if (exception == null) {
      return true;
    }
    if (!path.add(id)) {
      return false;
    }
    if (!exception.exceptionGroup()) {
      top.add(exception);
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

  private @Nullable List<ThrownFacts> firstChildren(ThrownFacts first) {
    List<ThrownFacts> chain = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    Integer id = first.exceptionId();
    while (id != null) {
      if (!seen.add(id)) {
        return null;
      }
      ThrownFacts exception = byId.get(id);
      if (exception == null) {
        return chain;
      }
      chain.add(exception);
      List<Integer> next = children.get(id);
      id = next == null ? null : next.get(0);
    }
    return chain;
  }
}
