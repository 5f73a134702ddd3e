package com.acme.shop;

import java.util.List;

/** Fails at different places, and each time anew. */
public final class Orders {
  private Orders() {}

  /** Fails here. */
  public static RuntimeException outOfStock(int order) {
    return caught(() -> place(order));
  }

  /** Fails elsewhere, with the same type and message. */
  public static RuntimeException notDelivered(int order) {
    return caught(() -> deliver(order));
  }

  /** Fails because something else has failed. */
  public static RuntimeException withCauses(int order) {
    return caught(() -> confirm(order));
  }

  /** Fails, and so does the attempt to tidy up. */
  public static RuntimeException withSuppressed(int order) {
    RuntimeException failure = caught(() -> place(order));
    failure.addSuppressed(caught(() -> deliver(order)));
    return failure;
  }

  /** Fails in code of a library that calls back. */
  public static RuntimeException inCallback(int order) {
    return caught(
        () -> List.of(order).stream().map(n -> 100 / (n - order)).forEach(Orders::deliver));
  }

  /** Fails where the call goes in circles. */
  public static Throwable endless() {
    try {
      return new IllegalStateException("ended at " + around(0));
    } catch (StackOverflowError e) {
      return e;
    }
  }

  private static int around(int times) {
    return times < 0 ? times : 1 + around(times + 1);
  }

  private static void place(int order) {
    throw new IllegalStateException("order " + order + " failed");
  }

  private static void deliver(int order) {
    throw new IllegalStateException("order " + order + " failed");
  }

  private static void confirm(int order) {
    try {
      place(order);
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException("cannot confirm " + order, e);
    }
  }

  private static RuntimeException caught(Runnable failing) {
    try {
      failing.run();
    } catch (RuntimeException e) {
      return e;
    }
    throw new AssertionError("did not fail");
  }
}
