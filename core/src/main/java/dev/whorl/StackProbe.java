package dev.whorl;

/**
 * Finds out whether enough of the stack is left for a log call, by using it. Near its end this
 * overflows, before anything was counted or locked.
 */
final class StackProbe {
  /** Some 5 KB of compiled code, what a log call takes besides the program's own code. */
  private static final int FRAMES = 60;

  private StackProbe() {}

  @SuppressWarnings("ReturnValueIgnored") // It is the way there that counts.
  static void probe() {
    int unused = deeper(FRAMES);
  }

  /**
   * The call that it ends in takes many parameters, so compiled code reserves room for them in each
   * frame. To write them into each frame, too, took 240 ns, this takes 60.
   */
  private static int deeper(int frames) {
    return frames == 0
        ? (int) wide(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        : 1 + deeper(frames - 1);
  }

  /** Calls itself, as it would else be merged into its caller. */
  @SuppressWarnings("TooManyParameters") // They are what takes the room.
  private static long wide(
      int calls,
      long a,
      long b,
      long c,
      long d,
      long e,
      long f,
      long g,
      long h,
      long i,
      long j,
      long k,
      long l,
      long m,
      long n,
      long o,
      long p,
      long q,
      long r,
      long s,
      long t,
      long u) {
    return calls == 0
        ? a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u
        : a + wide(calls - 1, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, a);
  }
}
