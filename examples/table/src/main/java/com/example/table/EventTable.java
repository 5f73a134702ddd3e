package com.example.table;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Shows what the programs of the demo sent, or says where they sent it. */
public final class EventTable {
  private static final String GAP = "  ";

  private EventTable() {}

  public static void main(String[] args) {
    if (args.length != 1) {
      System.err.println("Name the folder with the events, and nothing else.");
      System.exit(2);
    }
    System.exit(show(Path.of(args[0]), System.getenv("SENTRY_DSN"), System.out, System.err));
  }

  /** Prints; returns the exit code. */
  static int show(Path folder, String dsn, PrintStream out, PrintStream err) {
    try {
      out.println();
      if (dsn == null || dsn.isBlank()) {
        showFolder(folder.toAbsolutePath().normalize(), out);
      } else {
        showServer(dsn, out);
      }
      return 0;
    } catch (IOException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private static void showFolder(Path folder, PrintStream out) throws IOException {
    List<Row> rows = new EventFolder(folder).rows();
    print(rows, out);
    out.println();
    out.println("The events, one JSON object a line: " + folder);
    out.println(
        "To send them to a server that speaks the Sentry protocol, set SENTRY_DSN"
            + " and run the same command again.");
  }

  private static void showServer(String dsn, PrintStream out) throws IOException {
    out.println(
        "SENTRY_DSN is set, so nothing was kept here. Look for the events at "
            + Server.of(dsn)
            + ".");
  }

  private static void print(List<Row> rows, PrintStream out) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(Row.HEADINGS);
    rows.forEach(row -> lines.add(row.cells()));
    int[] widths = new int[Row.HEADINGS.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = line.get(i);
        text.append(cell).append(" ".repeat(widths[i] - cell.length())).append(GAP);
      }
      out.println(text.toString().stripTrailing());
    }
  }
}
