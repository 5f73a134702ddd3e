package dev.whorl.inbox.cli;

import dev.whorl.inbox.ingest.Arrivals;
import dev.whorl.inbox.ingest.BodyMemory;
import dev.whorl.inbox.ingest.FolderFeed;
import dev.whorl.inbox.ingest.KeyPolicy;
import dev.whorl.inbox.preview.PreviewJobs;
import dev.whorl.inbox.rules.RulesInForce;
import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.store.Retention;
import dev.whorl.inbox.store.StoreException;
import dev.whorl.inbox.web.InboxApi;
import dev.whorl.inbox.web.InboxServer;
import dev.whorl.inbox.web.IngestEndpoints;
import dev.whorl.inbox.web.Routes;
import dev.whorl.inbox.web.RulesApi;
import dev.whorl.inbox.web.pages.About;
import dev.whorl.inbox.web.pages.Pages;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The inbox while it runs: store, folder and server. */
final class Serving implements AutoCloseable {
  private final EventStore store;
  private final PreviewJobs previews;
  private final FolderFeed feed;
  private final InboxServer server;

  private Serving(EventStore store, PreviewJobs previews, FolderFeed feed, InboxServer server) {
    this.store = store;
    this.previews = previews;
    this.feed = feed;
    this.server = server;
  }

  /**
   * What to run.
   *
   * @param names under which it is reached besides {@code localhost}, lower case
   * @param key the key that clients need; null for any
   */
  record Plan(
      Path folder,
      Path database,
      Retention retention,
      InetSocketAddress address,
      Set<String> names,
      @Nullable String key,
      @Nullable Path rules,
      @Nullable Path stackRules,
      String version) {
    /** What pages say of it. */
    private About about() {
      // A name is given where something in front of the inbox lets others in.
      boolean onlyHere = address.getAddress().isLoopbackAddress() && names.isEmpty();
      return new About(version, folder, database, key != null, onlyHere);
    }
  }

  /**
   * Starts all of it.
   *
   * @param notices told what people should know, a sentence at a time
   * @throws BadInputException if a file or the address cannot be used
   */
  static Serving start(Plan plan, Consumer<String> notices) throws BadInputException {
    EventStore store = null;
    InboxServer server = null;
    try {
      RulesInForce rules = new RulesInForce(plan.rules, plan.stackRules, notices);
      store = EventStore.open(plan.database, plan.retention, Clock.systemUTC());
      Arrivals arrivals = new Arrivals(store, rules::grouper, Clock.systemUTC());
      Routes routes = new Routes();
      PreviewJobs previews = new PreviewJobs(System::nanoTime);
      InboxApi.addTo(routes, store, rules, previews, plan.version);
      RulesApi.addTo(routes, rules, plan.about().savesRules());
      Pages.addTo(routes, store, rules, previews, plan.about(), Clock.systemUTC());
      KeyPolicy keys = plan.key == null ? KeyPolicy.any() : KeyPolicy.only(plan.key);
      IngestEndpoints.addTo(routes, arrivals, keys, BodyMemory.ofThisProcess());
      server =
          InboxServer.start(
              plan.address,
              plan.names,
              routes,
              (path, failure) -> notices.accept("failed to answer " + path + ": " + failure));
      FolderFeed feed =
          new FolderFeed(plan.folder, store, arrivals, rules::lookForChanges, notices);
      feed.start();
      return new Serving(store, previews, feed, server);
    } catch (IOException | StoreException e) {
      if (server != null) {
        server.close();
      }
      if (store != null) {
        store.close();
      }
      throw new BadInputException(String.valueOf(e.getMessage()));
    }
  }

  int port() {
    return server.port();
  }

  /** Takes nothing more, and writes what it has. */
  @Override
  public void close() {
    server.close();
    previews.close();
    feed.close();
    store.close();
  }
}
