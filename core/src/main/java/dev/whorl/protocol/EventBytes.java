package dev.whorl.protocol;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** An event as it is written, read where it is, with the places of its longer stack traces. */
final class EventBytes extends ByteArrayOutputStream {
  /** A trace of ten frames; less is packed in no time. */
  static final int SHORTEST_TRACE = 1024;

  /** The beginning and the end of each trace, one after the other. */
  private int[] borders = new int[8];

  private int traces;

  EventBytes(int size) {
    super(size);
  }

  byte[] array() {
    return buf;
  }

  /** How many traces are worth to be known again. */
  int traces() {
    return traces;
  }

  /** Where the first byte of a trace is. */
  int traceStart(int trace) {
    return borders[2 * trace];
  }

  /** Where the first byte after a trace is. */
  int traceEnd(int trace) {
    return borders[2 * trace + 1];
  }

  /**
   * Notes where a trace begins: after what was written and so many bytes that are still to come.
   */
  void beginTrace(int buffered) {
    if (2 * traces == borders.length) {
      borders = Arrays.copyOf(borders, 2 * borders.length);
    }
    borders[2 * traces] = count + buffered;
  }

  /** Notes where the trace ends, unless it is short. */
  void endTrace(int buffered) {
    int end = count + buffered;
    if (end - borders[2 * traces] >= SHORTEST_TRACE) {
      borders[2 * traces + 1] = end;
      traces++;
    }
  }

  /** Forgets all that was written. */
  @Override
  public synchronized void reset() {
    super.reset();
    traces = 0;
  }
}
