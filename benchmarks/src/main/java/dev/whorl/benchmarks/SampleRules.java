package dev.whorl.benchmarks;

/** Fingerprint rules of every kind, as a team collects them over the years. */
final class SampleRules {
  private static final String[] KINDS = {
    "error.type:PSQL%dException -> database, %d",
    "error.type:*Rpc%dException -> {{ default }}, {{ transaction }}, %d",
    "error.value:\"*connection %d refused*\" -> connection, %d",
    "message:\"cannot read file %d*\" level:warning -> file, %d",
    "stack.module:com.acme.billing%d.* -> billing, %d",
    "stack.function:charge%d stack.module:com.acme.* -> charge, %d",
    "stack.module:org.hibernate%d.** app:true -> hibernate, {{ stack.function }}, %d",
    "logger:com.acme.audit%d.* -> audit, %d",
    "tags.tenant:t-%d -> tenant, %d",
    "release:shop@%d.* error.type:IllegalStateException -> old, %d",
  };

  private SampleRules() {}

  static String text(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(KINDS[i % KINDS.length].formatted(i, i)).append('\n');
    }
    return text.toString();
  }
}
