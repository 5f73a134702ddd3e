package dev.whorl.delivery;

/**
 * The CRC-32 of texts that follow each other, by those of each. Such a sum is the remainder of a
 * division of polynomials over two elements: what follows a text multiplies its remainder by x for
 * every bit. Bit 31 of a number is the coefficient of 1, bit 0 that of x^31.
 */
final class JoinedSum {
  /** The divisor without its x^32. */
  private static final int DIVISOR = 0xEDB88320;

  private static final int ONE = 1 << 31;
  private static final int X_TO_THE_8TH = ONE >>> 8;

  private JoinedSum() {}

  /** The sum of a text with the sum {@code first}, and another of so many bytes after it. */
  static int of(int first, int second, int secondBytes) {
    int factor = ONE;
    int power = X_TO_THE_8TH;
    for (int rest = secondBytes; rest > 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        factor = product(factor, power);
      }
      power = product(power, power);
    }
    return product(first, factor) ^ second;
  }

  private static int product(int one, int other) {
    int product = 0;
    int shifted = other;
    for (int bit = Integer.SIZE - 1; bit >= 0; bit--) {
      if ((one >>> bit & 1) != 0) {
        product ^= shifted;
      }
      shifted = (shifted & 1) != 0 ? shifted >>> 1 ^ DIVISOR : shifted >>> 1;
    }
    return product;
  }
}
