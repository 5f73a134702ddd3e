package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.store.StoreDetails;
import dev.whorl.inbox.store.Totals;
import dev.whorl.inbox.web.Answer;
import dev.whorl.inbox.web.Parameters;
import dev.whorl.inbox.web.WebRequest;
import java.time.Clock;
import java.util.List;

/** How the inbox is doing: the page, and the numbers alone for a page that is open. */
final class StatusEndpoint {
  private final EventStore store;
  private final Templates templates;
  private final About about;
  private final Clock clock;
  private final Versions versions;

  StatusEndpoint(
      EventStore store, Templates templates, About about, Clock clock, Versions versions) {
    this.store = store;
    this.templates = templates;
    this.about = about;
    this.clock = clock;
    this.versions = versions;
  }

  Answer page(WebRequest request) {
    new Parameters(request);
    StoreDetails details = store.details();
    StatusView view = new StatusView(numbers(details), reads(request), versions(details));
    return templates.page(200, "status", "Status", "status", view);
  }

  /** The numbers alone; nothing if the page has them already. */
  Answer part(WebRequest request) {
    new Parameters(request, Versions.NAME);
    StatusNumbers numbers = numbers(store.details());
    return numbers.version().equals(request.queryParameter(Versions.NAME))
        ? Versions.NOTHING_NEW
        : templates.part("statusNumbers", numbers);
  }

  private StatusNumbers numbers(StoreDetails details) {
    String version = versions.current();
    Totals totals = store.totals();
    // A problem comes and goes without anything being written.
    String told = totals.problem() == null ? "" : "." + totals.problem().hashCode();
    return StatusNumbers.of(totals, details, clock.instant(), version + told);
  }

  private List<Fact> reads(WebRequest request) {
    Setup setup = Setup.of(request, about);
    return List.of(
        Fact.of("Folder", about.folder() + "\nprograms on this machine, as it grows"),
        Fact.of(
            "DSN",
            setup.dsn()
                + (setup.keyNeeded()
                    ? "\nKEY is the one that the inbox was started with"
                    : "\nWhorl, or the official client of any language; any key will do")),
        Fact.of("Database", about.database().toString()));
  }

  private List<Fact> versions(StoreDetails details) {
    return List.of(
        Fact.of("Whorl", about.version()),
        Fact.of(
            "Java",
            System.getProperty("java.version", "?")
                + ", "
                + System.getProperty("java.vm.name", "?")),
        Fact.of("SQLite", details.sqliteVersion()),
        Fact.of("Schema", Integer.toString(details.schemaVersion())));
  }
}
