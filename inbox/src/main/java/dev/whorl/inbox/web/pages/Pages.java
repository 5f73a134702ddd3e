package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.preview.PreviewJobs;
import dev.whorl.inbox.rules.RulesInForce;
import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.web.Answer;
import dev.whorl.inbox.web.BadRequestException;
import dev.whorl.inbox.web.Endpoint;
import dev.whorl.inbox.web.Routes;
import java.time.Clock;

/** The inbox for people. */
public final class Pages {
  private final Templates templates;

  private Pages(Templates templates) {
    this.templates = templates;
  }

  /**
   * Adds the pages to routes.
   *
   * @param routes are added to
   * @param store has the events
   * @param rules explain groups, and can be edited
   * @param previews run previews, which pages show
   * @param about what pages say of the inbox
   * @param clock tells how long ago something was
   * @return the pages
   */
  public static Pages addTo(
      Routes routes,
      EventStore store,
      RulesInForce rules,
      PreviewJobs previews,
      About about,
      Clock clock) {
    Assets assets = new Assets();
    Templates templates = new Templates(assets);
    Pages pages = new Pages(templates);
    Versions versions = new Versions(store, clock);
    GroupsEndpoint groups = new GroupsEndpoint(store, templates, about, clock, versions);
    GroupEndpoint group = new GroupEndpoint(store, rules, templates, clock, versions);
    RulesEndpoint edited = new RulesEndpoint(store, rules, templates, about);
    PreviewPart preview = new PreviewPart(store, previews, templates);
    StatusEndpoint status = new StatusEndpoint(store, templates, about, clock, versions);
    routes
        .add("GET", "/", pages.page(groups::page))
        .add("GET", "/groups/{hash}", pages.page(group::latest))
        .add("GET", "/groups/{hash}/events/{id}", pages.page(group::event))
        .add("GET", "/rules", pages.page(edited::page))
        .add("GET", "/status", pages.page(status::page))
        .add("GET", "/parts/groups", groups::part)
        .add("GET", "/parts/previews/{id}", preview::part)
        .add("GET", "/parts/groups/{hash}", group::numbers)
        .add("GET", "/parts/status", status::part)
        .add("GET", "/assets/{name}", assets::answer);
    return pages;
  }

  /** An endpoint for people, who are told on a page what is wrong with their address. */
  private Endpoint page(Endpoint endpoint) {
    return request -> {
      try {
        return endpoint.answer(request);
      } catch (BadRequestException | IllegalArgumentException e) {
        return problem(e);
      }
    };
  }

  private Answer problem(RuntimeException e) {
    return templates.problem(400, "This address is not right", String.valueOf(e.getMessage()));
  }
}
