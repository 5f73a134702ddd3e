package dev.whorl;

/**
 * Finds out whether enough of the stack is left for a log call, by using it. Near its end this
 * overflows, before anything was counted or locked.
 */
final class StackProbe {
  /**
   * They take some 6 KB of the stack when HotSpot has compiled them, and 28 when it has not: what a
   * log call takes besides the program's own code.
   */
  private static final int FRAMES = 36;

  private StackProbe() {}

  @SuppressWarnings("ReturnValueIgnored") // It is the way there that counts.
  static void probe() {
    int unused = deeper(FRAMES);
  }

  /**
   * The call that it ends in takes many parameters, so compiled code reserves room for them in each
   * frame, 336 bytes for two steps. To write them into each frame, too, took 240 ns. Half as many
   * parameters and 60 steps took 90, this takes 50.
   */
  private static int deeper(int frames) {
    return frames == 0
        ? (int)
            wide(
                2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        : 1 + deeper(frames - 1);
  }

  /**
   * Calls itself twice, as it would else be merged into its caller, where it takes no room at all.
   */
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
      long u,
      long v,
      long w,
      long x,
      long y,
      long z,
      long aa,
      long ab,
      long ac,
      long ad,
      long ae,
      long af,
      long ag,
      long ah,
      long ai,
      long aj,
      long ak,
      long al,
      long am,
      long an,
      long ao,
      long ap) {
    return calls == 0
        ? a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u + v + w
            + x + y + z + aa + ab + ac + ad + ae + af + ag + ah + ai + aj + ak + al + am + an + ao
            + ap
        : a
            + wide(
                calls - 1, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y,
                z, aa, ab, ac, ad, ae, af, ag, ah, ai, aj, ak, al, am, an, ao, ap, a);
  }
}
