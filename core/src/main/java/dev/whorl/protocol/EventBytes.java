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

  /** Adds the text of an element of an array, with a comma if it is not the first one. */
  void append(byte[] element) {
    int needed = count + 1 + element.length;
    if (needed > buf.length) {
      buf = Arrays.copyOf(buf, Math.max(2 * buf.length, needed));
    }
    if (buf[count - 1] != '[') {
      buf[count++] = ',';
    }
    System.arraycopy(element, 0, buf, count, element.length);
    count += element.length;
  }

  /** Notes that a trace begins here. */
  void beginTrace() {
    if (2 * traces == borders.length) {
      borders = Arrays.copyOf(borders, 2 * borders.length);
    }
    borders[2 * traces] = count;
  }

  /** Notes where the trace ends, unless it is short. */
  void endTrace() {
    if (count - borders[2 * traces] >= SHORTEST_TRACE) {
      borders[2 * traces + 1] = count;
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
