package dev.whorl.inbox.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Standard input, output and error of one run. Both outputs are UTF-8 whatever the locale, with
 * {@code ?} for what UTF-8 cannot say.
 */
final class Streams {
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final Writer out;
  private final PrintWriter err;
  private boolean outputFailed;

  Streams(InputStream in, OutputStream out, OutputStream err) {
    this.in = in;
    this.out =
        new OutputStreamWriter(new BufferedOutputStream(out, BUFFER_BYTES), StandardCharsets.UTF_8);
    this.err = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
  }

  /** Those of the process. Not {@code System.out}, which keeps to itself that nobody listens. */
  static Streams standard() {
    return new Streams(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err));
  }

  InputStream in() {
    return in;
  }

  /** For texts that picocli prints. */
  PrintWriter out() {
    return new PrintWriter(out);
  }

  PrintWriter err() {
    return err;
  }

  /** Writes a line of the result. */
  void line(String text) {
    try {
      out.write(text);
      out.write('\n');
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  /** Hands on what was written; nothing more once that has failed. */
  void flush() {
    try {
      if (!outputFailed) {
        out.flush();
      }
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  /** Says what is wrong, on standard error. */
  void problem(String message) {
    err.println("whorl: " + message);
  }

  /** Ends a run whose output failed: quietly if it is only that nobody wants more of it. */
  int told(OutputException failure) {
    outputFailed = true;
    String reason = String.valueOf(failure.getMessage());
    String lower = reason.toLowerCase(Locale.ROOT);
    // As "Broken pipe", "The pipe is being closed" and "The pipe has been ended".
    if (lower.contains("pipe")) {
      return ExitCode.DONE;
    }
    problem("standard output cannot be written: " + reason);
    return ExitCode.BAD_INPUT;
  }
}
