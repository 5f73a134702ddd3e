package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.web.Answer;
import dev.whorl.inbox.web.WebRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The files that pages load. They are a fixed few, read when the inbox starts; a request can only
 * name one of them. The names hold a part of a hash of the contents, so that browsers keep a file
 * until there is another.
 */
final class Assets {
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String WEBJARS = "/META-INF/resources/webjars/";
  private static final String FOREVER = "public, max-age=31536000, immutable";

  private final Map<String, Answer> byName = new HashMap<>();
  private final String css = add("app", ".css", CSS, "app.css");
  private final String script = add("app", ".js", SCRIPT, "app.js");
  private final String rulesScript = add("rules", ".js", SCRIPT, "rules.js");
  private final String icon = add("icon", ".svg", "image/svg+xml", "icon.svg");
  private final String htmx =
      add("htmx", ".js", SCRIPT, WEBJARS + "htmx.org/2.0.8/dist/htmx.min.js");
  private final String editorScript =
      add("codemirror", ".js", SCRIPT, WEBJARS + "codemirror/5.65.18/lib/codemirror.js");
  private final String editorCss =
      add("codemirror", ".css", CSS, WEBJARS + "codemirror/5.65.18/lib/codemirror.css");

  /** Returns where the file is found. */
  private String add(String name, String ending, String type, String resource) {
    byte[] content;
    try (InputStream stream = Assets.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("The inbox was built without " + resource);
      }
      content = stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String named = name + "-" + hash(content) + ending;
    byName.put(named, new Answer(200, type, content).with("Cache-Control", FOREVER));
    return "/assets/" + named;
  }

  private static String hash(byte[] content) {
    try {
      byte[] whole = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(whole, 0, 5);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Answers {@code /assets/{name}}. */
  Answer answer(WebRequest request) {
    Answer found = byName.get(request.parameter("name"));
    return found == null ? Answer.refusal(404, "There is no such file") : found;
  }

  String css() {
    return css;
  }

  String script() {
    return script;
  }

  String rulesScript() {
    return rulesScript;
  }

  String icon() {
    return icon;
  }

  String htmx() {
    return htmx;
  }

  String editorScript() {
    return editorScript;
  }

  String editorCss() {
    return editorCss;
  }
}
