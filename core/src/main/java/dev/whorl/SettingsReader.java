package dev.whorl;

import dev.whorl.event.Severity;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.RulesException;
import dev.whorl.grouping.rules.StackTraceRules;
import dev.whorl.protocol.Dsn;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads settings from text, and collects what is wrong with them in the words of their user. */
final class SettingsReader {
  private static final String DEFAULT_FOLDER = ".whorl";
  private static final int MAX_MILLIS = 3_600_000;
  private static final Pattern BYTES =
      Pattern.compile("(\\d{1,15})\\s*(?:([KMG])I?B?|B)?", Pattern.CASE_INSENSITIVE);

  /** What Logback makes of a variable that is not defined. */
  private static final Pattern LOGBACK_UNDEFINED = Pattern.compile("([\\w.-]+?)_IS_UNDEFINED");

  /** What Log4j leaves of a variable that is not defined. */
  private static final Pattern LOG4J_UNDEFINED = Pattern.compile("\\$\\{(.+?)}");

  /** What a user may have written before the host: keys, which belong into no log. */
  private static final Pattern KEYS = Pattern.compile("^(.*?//)?.*@", Pattern.DOTALL);

  private static final Pattern HOST = Pattern.compile("[^\\s:/@]+|\\[[0-9A-Fa-f:.]+]");

  private final Map<String, String> values;
  private final UnaryOperator<@Nullable String> environment;
  private final List<String> problems = new ArrayList<>();

  SettingsReader(Map<String, String> values, UnaryOperator<@Nullable String> environment) {
    this.values = new LinkedHashMap<>(values);
    this.environment = environment;
  }

  /** Ends the reading: a name that nothing asked for is a mistake, too. */
  void finish() {
    values.forEach(
        (name, value) ->
            problems.add(
                "%s: there is no such setting; its value is '%s'."
                    .formatted(name, withoutKeys(value))));
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
  }

  @Nullable Dsn dsn() {
    boolean fromEnvironment = !values.containsKey("dsn");
    String text = value("dsn", "SENTRY_DSN");
    if (text == null) {
      return null;
    }
    try {
      return Dsn.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add(
          "dsn: '%s'%s %s. Write it as the server shows it, like https://KEY@HOST/PROJECT, or leave it out to keep events in a folder."
              .formatted(
                  withoutKeys(text), fromEnvironment ? " (from SENTRY_DSN)" : "", e.getMessage()));
      return null;
    }
  }

  @Nullable Path folder(boolean sends) {
    String text = value("folder", null);
    if (text == null) {
      return sends ? null : writable(Path.of(DEFAULT_FOLDER), false);
    }
    try {
      return writable(Path.of(text), sends);
    } catch (InvalidPathException e) {
      problems.add("folder: '%s' is not a path (%s).".formatted(text, e.getReason()));
      return null;
    }
  }

  /** The folder is made with the first event; what is there of its path tells whether it can be. */
  private Path writable(Path folder, boolean sends) {
    String trouble = sends ? null : whyNotWritable(folder);
    if (trouble != null) {
      problems.add(
          "folder: '%s' cannot be written (%s). Name a folder that this process may write, or set dsn."
              .formatted(folder.toAbsolutePath(), trouble));
    }
    return folder;
  }

  /** Null if a folder can be written, as far as a look tells. */
  static @Nullable String whyNotWritable(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    boolean directory = Files.isDirectory(existing);
    return directory && Files.isWritable(existing)
        ? null
        : existing + (directory ? " is read-only" : " is a file");
  }

  String text(String name, @Nullable String variable, String otherwise) {
    String text = value(name, variable);
    return text == null ? otherwise : text;
  }

  @Nullable String textOrNull(String name, String variable, Supplier<@Nullable String> otherwise) {
    String text = value(name, variable);
    return text == null ? otherwise.get() : text;
  }

  /** A text that servers take only in these characters. */
  @Nullable String matching(
      String name,
      String variable,
      Pattern allowed,
      String rule,
      Supplier<@Nullable String> otherwise) {
    String text = textOrNull(name, variable, otherwise);
    if (text != null && !allowed.matcher(text).matches()) {
      problems.add("%s: '%s' %s.".formatted(name, text, rule));
    }
    return text;
  }

  List<String> list(String name) {
    String text = value(name, null);
    return text == null
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  @Nullable Severity level(String name, Severity otherwise) {
    String text = value(name, null);
    if (text == null) {
      return otherwise;
    }
    if (text.equalsIgnoreCase("OFF")) {
      return null;
    }
    Severity severity = Severity.parse(text);
    if (severity == null) {
      problems.add(
          "%s: '%s' is not a level. Use TRACE, DEBUG, INFO, WARN, ERROR, FATAL or OFF."
              .formatted(name, text));
      return otherwise;
    }
    return severity;
  }

  int integer(String name, int otherwise, int least, int most) {
    String text = value(name, null);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below like a number out of range: the fix is the same.
    }
    problems.add(
        "%s: '%s' is not a whole number from %d to %d. The default is %d."
            .formatted(name, text, least, most, otherwise));
    return otherwise;
  }

  Duration millis(String name, int otherwise, int least) {
    return Duration.ofMillis(integer(name, otherwise, least, MAX_MILLIS));
  }

  double share(String name, double otherwise) {
    String text = value(name, null);
    if (text == null) {
      return otherwise;
    }
    try {
      double share = Double.parseDouble(text);
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    problems.add(
        "%s: '%s' is not a number from 0 to 1; 0.25 keeps every fourth event."
            .formatted(name, text));
    return otherwise;
  }

  long bytes(String name, long otherwise, long least) {
    String text = value(name, null);
    if (text == null) {
      return otherwise;
    }
    Matcher matcher = BYTES.matcher(text);
    if (matcher.matches()) {
      String unit = matcher.group(2) == null ? "" : matcher.group(2).toUpperCase(Locale.ROOT);
      int shift =
          switch (unit) {
            case "K" -> 10;
            case "M" -> 20;
            case "G" -> 30;
            default -> 0;
          };
      long number = Long.parseLong(matcher.group(1));
      if (number <= Long.MAX_VALUE >> shift && number << shift >= least) {
        return number << shift;
      }
    }
    problems.add(
        "%s: '%s' is not a size of at least %d MiB. Write bytes or a unit, like 64 MiB."
            .formatted(name, text, least >> 20));
    return otherwise;
  }

  @Nullable InetSocketAddress hostAndPort(String name) {
    String text = value(name, null);
    if (text == null) {
      return null;
    }
    int colon = text.lastIndexOf(':');
    if (colon > 0) {
      try {
        int port = Integer.parseInt(text.substring(colon + 1));
        String host = text.substring(0, colon);
        if (port > 0 && port < 65536 && HOST.matcher(host).matches()) {
          return InetSocketAddress.createUnresolved(host, port);
        }
      } catch (NumberFormatException e) {
        // Told below.
      }
    }
    problems.add(
        "%s: '%s' is not host:port. Write it like proxy.example.com:3128."
            .formatted(name, withoutKeys(text)));
    return null;
  }

  private static String withoutKeys(String text) {
    return KEYS.matcher(text).replaceFirst("$1***@");
  }

  /** One of the allowed words; the first is the default. */
  String choice(String name, String... allowed) {
    String text = value(name, null);
    for (String word : allowed) {
      if (text == null || word.equalsIgnoreCase(text)) {
        return word;
      }
    }
    problems.add("%s: '%s' is not one of %s.".formatted(name, text, String.join(", ", allowed)));
    return allowed[0];
  }

  boolean flag(String name, boolean otherwise) {
    String text = value(name, null);
    if (text == null || text.equalsIgnoreCase(String.valueOf(otherwise))) {
      return otherwise;
    }
    if (!text.equalsIgnoreCase(String.valueOf(!otherwise))) {
      problems.add(
          "%s: '%s' is neither true nor false. The default is %s."
              .formatted(name, text, otherwise));
    }
    return !otherwise;
  }

  /** Only a folder can keep events until the server takes some again. */
  boolean keepWhileLimited(boolean spools) {
    boolean keeps = flag("keepWhileLimited", false);
    if (keeps && !spools) {
      problems.add(
          "keepWhileLimited: 'true' needs both a dsn and a folder that keeps the events meanwhile."
              + " Set both, or leave keepWhileLimited out.");
    }
    return keeps;
  }

  @Nullable RuleSource ruleSource(String name) {
    String text = value(name, null);
    try {
      return text == null ? null : new RuleSource(text);
    } catch (InvalidPathException e) {
      problems.add("%s: '%s' is not a path (%s).".formatted(name, text, e.getReason()));
      return null;
    }
  }

  /** Null if rules cannot be read or are wrong, or if there are none and nothing can be wrong. */
  @Nullable Grouper grouper(@Nullable RuleSource rules, @Nullable RuleSource stackTraceRules) {
    if (rules == null && stackTraceRules == null) {
      return null;
    }
    boolean good = isGood("rules", rules, FingerprintRules::parse);
    good &= isGood("stackTraceRules", stackTraceRules, StackTraceRules::parse);
    try {
      return good ? RuleSource.grouper(rules, stackTraceRules) : null;
    } catch (IOException e) {
      problems.add("rules: '%s' cannot be read (%s).".formatted(rules, e));
      return null;
    }
  }

  private boolean isGood(String name, @Nullable RuleSource source, Consumer<String> parser) {
    if (source == null) {
      return true;
    }
    try {
      parser.accept(source.read());
      return true;
    } catch (IOException e) {
      problems.add(
          "%s: '%s' cannot be read (%s). Name a file, or classpath: and a resource."
              .formatted(name, source, e));
    } catch (RulesException e) {
      problems.add(
          "%s: '%s' is not valid, and none of it would be used.\n%s"
              .formatted(name, source, e.getMessage()));
    }
    return false;
  }

  @Nullable BeforeSend beforeSend() {
    String name = value("beforeSend", null);
    if (name == null) {
      return null;
    }
    try {
      Object hook = load(name).getConstructor().newInstance();
      if (hook instanceof BeforeSend beforeSend) {
        return beforeSend;
      }
      problems.add(
          "beforeSend: class '%s' does not implement %s."
              .formatted(name, BeforeSend.class.getName()));
    } catch (ClassNotFoundException e) {
      problems.add(
          "beforeSend: class '%s' is not on the class path. Write the full name with its package."
              .formatted(name));
    } catch (ReflectiveOperationException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      problems.add(
          "beforeSend: class '%s' could not be made (%s). It must be public, with a public constructor without parameters."
              .formatted(name, cause));
    }
    return null;
  }

  /** The application's class loader first: Whorl itself may be in a parent of it. */
  private static Class<?> load(String name) throws ClassNotFoundException {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != null) {
      try {
        return Class.forName(name, true, context);
      } catch (ClassNotFoundException e) {
        // Then by Whorl's own.
      }
    }
    return Class.forName(name);
  }

  /**
   * The setting's text, or the variable's if the setting is absent; null if there is none. An empty
   * setting is present: it stands for "none" or the default, whatever the variable says.
   */
  private @Nullable String value(String name, @Nullable String variable) {
    boolean absent = !values.containsKey(name);
    String text = values.remove(name);
    if (absent && variable != null) {
      text = environment.apply(variable);
    }
    if (text == null || text.isBlank()) {
      return null;
    }
    String trimmed = text.strip();
    for (Pattern undefined : List.of(LOGBACK_UNDEFINED, LOG4J_UNDEFINED)) {
      Matcher matcher = undefined.matcher(trimmed);
      if (matcher.find()) {
        problems.add(
            "%s: the variable '%s' in the configuration file is not defined. Define it, or give it a default: ${%s:-value}."
                .formatted(name, matcher.group(1), matcher.group(1)));
        return null;
      }
    }
    return trimmed;
  }
}
