package dev.whorl.benchmarks;

/** Messages as applications log them. */
final class SampleMessages {
  private static final String[] FORMS = {
    "order %d failed",
    "Connection to 10.0.3.%d:5432 refused",
    "User jane.doe%d@example.com not found",
    "Could not open JDBC Connection for transaction",
    "Read timed out after %d ms",
    "No value present",
    "Request 7c9e6679-7425-40de-944b-e07fc1f90ae%d was rejected",
    "Cannot invoke \"com.acme.Order.id()\" because \"<local%d>\" is null",
    "GET https://api.example.com/v1/orders/%d?expand=lines returned 503",
    "class com.acme.Foo%d cannot be cast to class com.acme.Bar",
    "Index %d out of bounds for length 10",
    "duplicate key value violates unique constraint \"orders_pkey\" Detail: Key (id)=(%d)",
    "Deadline exceeded at 2026-03-14T15:09:26.53%dZ, giving up",
    "com.acme.shop.OrderService$Worker@1b2c3d%d is closed",
    "Failed to parse '12,5%d' as a number in column price",
    "checksum d41d8cd98f00b204e9800998ecf8427%d does not match",
    "Unexpected token at line 3, column %d: expected '}' but found ','",
    "Task java.util.concurrent.FutureTask@5e91993f%d rejected from pool [size = 10, active = 10]",
    "Payment of 19.99 EUR for customer %d declined by provider (code=51)",
    "The server at node-%d.eu-west-1.compute.internal did not answer within 30s",
  };

  private SampleMessages() {}

  static String typical(int i) {
    return FORMS[i % FORMS.length].formatted(i % 10);
  }
}
