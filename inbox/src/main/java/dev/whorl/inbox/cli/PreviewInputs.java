package dev.whorl.inbox.cli;

import dev.whorl.inbox.preview.EventSource;
import dev.whorl.inbox.preview.StoredEvents;
import dev.whorl.inbox.store.InboxFile;
import dev.whorl.inbox.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of all that a user named: folders, files of lines and databases of an inbox. What
 * cannot be read is told, and the others go on.
 */
final class PreviewInputs implements EventSource, AutoCloseable {
  private final Streams streams;
  private final List<Named> inputs = new ArrayList<>();
  private boolean good = true;
  private boolean stopped;

  /** An input; with its database, if it is one. */
  private record Named(String name, @Nullable InboxFile database) {
    StoredEvents stored(InboxFile opened) {
      return new StoredEvents(opened, null, null);
    }
  }

  private PreviewInputs(Streams streams) {
    this.streams = streams;
  }

  /** Opens the databases among them; lines are opened when it is their turn. */
  static PreviewInputs open(Streams streams, List<String> names) {
    PreviewInputs inputs = new PreviewInputs(streams);
    names.forEach(inputs::add);
    return inputs;
  }

  private void add(String name) {
    Input input = new Input(name);
    try {
      inputs.add(new Named(name, input.isDatabase() ? InboxFile.open(input.path()) : null));
    } catch (StoreException e) {
      problem(e);
    }
  }

  /** Known if all events are in databases, which can count them. */
  @Override
  public long total() {
    long total = 0;
    for (Named input : inputs) {
      InboxFile database = input.database();
      if (database == null) {
        return UNKNOWN;
      }
      try {
        total += input.stored(database).total();
      } catch (StoreException e) {
        return UNKNOWN; // Told when its events are read.
      }
    }
    return total;
  }

  @Override
  public void visit(Visitor visitor) {
    for (Named input : inputs) {
      if (!stopped) {
        visit(input, (place, bytes, json) -> goesOn(visitor.event(place, bytes, json)));
      }
    }
  }

  private boolean goesOn(boolean wanted) {
    stopped = !wanted;
    return wanted;
  }

  private void visit(Named input, Visitor visitor) {
    InboxFile database = input.database();
    if (database == null) {
      good &= EventFiles.read(streams, List.of(input.name()), visitor::event);
      return;
    }
    try {
      input
          .stored(database)
          .visit((place, bytes, json) -> visitor.event(input.name() + ": " + place, bytes, json));
    } catch (StoreException e) {
      problem(e);
    }
  }

  private void problem(StoreException failure) {
    good = false;
    streams.problem(String.valueOf(failure.getMessage()));
  }

  /** False if it told that something cannot be read. */
  boolean isGood() {
    return good;
  }

  @Override
  public void close() {
    for (Named input : inputs) {
      InboxFile database = input.database();
      if (database != null) {
        database.close();
      }
    }
  }
}
