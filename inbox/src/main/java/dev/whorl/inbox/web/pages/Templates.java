package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.web.Answer;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Makes pages of their models. The templates were compiled when the inbox was built. */
final class Templates {
  private static final String HTML = "text/html; charset=utf-8";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          Templates.class.getClassLoader(),
          Templates.class.getPackageName());
  private final Assets assets;

  Templates(Assets assets) {
    this.assets = assets;
  }

  /**
   * A whole page.
   *
   * @param status the HTTP status
   * @param name the template
   * @param title of the page
   * @param section to which it belongs
   * @param view the model
   */
  Answer page(int status, String name, String title, String section, Object view) {
    StringOutput html = new StringOutput();
    Map<String, Object> parameters =
        Map.of("layout", new Layout(title, section, assets), "view", view);
    engine.render(name + ".jte", parameters, html);
    return answer(status, html);
  }

  /** A part of a page, which replaces what the page has. */
  Answer part(String name, Object view) {
    StringOutput html = new StringOutput();
    engine.render(name + ".jte", view, html);
    return answer(200, html);
  }

  /** A page that says what is wrong. */
  Answer problem(int status, String title, String reason) {
    return page(status, "problem", title, "", reason);
  }

  private static Answer answer(int status, StringOutput html) {
    return new Answer(status, HTML, html.toString().getBytes(StandardCharsets.UTF_8));
  }
}
