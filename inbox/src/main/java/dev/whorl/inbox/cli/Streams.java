package dev.whorl.inbox.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
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
import org.jspecify.annotations.Nullable;

/**
 * Standard input, output and error of one run. Both outputs are UTF-8 whatever the locale, with
 * {@code ?} for what UTF-8 cannot say.
 */
final class Streams {
  private static final int BUFFER_BYTES = 1 << 16;

  /** What terminals take as an order to clear the rest of the line. */
  private static final String ERASE_REST = "\u001b[K";

  private final InputStream in;
  private final Writer out;
  private final PrintWriter err;
  private final boolean terminal;
  private boolean outputFailed;

  /** Those of a run at which nobody looks as it goes. */
  Streams(InputStream in, OutputStream out, OutputStream err) {
    this(in, out, err, false);
  }

  /** Those of a run; {@code terminal} says whether a person looks at it as it goes. */
  Streams(InputStream in, OutputStream out, OutputStream err, boolean terminal) {
    this.in = in;
    this.terminal = terminal;
    this.out =
        new OutputStreamWriter(new BufferedOutputStream(out, BUFFER_BYTES), StandardCharsets.UTF_8);
    this.err = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
  }

  /** Those of the process. Not {@code System.out}, which keeps to itself that nobody listens. */
  static Streams standard() {
    return new Streams(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        isTerminal(System.console()));
  }

  /** From Java 22 there is a console also without a terminal; there it can be asked. */
  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderJava) {
      return true;
    }
  }

  /** Whether progress may be shown. */
  boolean isTerminal() {
    return terminal;
  }

  /** Shows how far it is, on a line of standard error that the next text takes. */
  void progress(String text) {
    if (terminal) {
      err.print("\r" + text + ERASE_REST + "\r");
      err.flush();
    }
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
    progress("");
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
