package dev.whorl.inbox.store;

import java.util.concurrent.CompletableFuture;

/** What the writer is to do. */
sealed interface Job {
  /** About how much memory it holds. */
  default long bytes() {
    return 200;
  }

  /** Says that it is not done and why. */
  void fail(StoreException why);

  /** To store an event. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  record Add(NewEvent event, byte[] deflated, CompletableFuture<Added> done) implements Job {
    @Override
    public long bytes() {
      return 1000L + deflated.length + 2L * event.searchText().length();
    }

    @Override
    public void fail(StoreException why) {
      done.completeExceptionally(why);
    }
  }

  /** To remember how far a file has been read. */
  record Move(FilePosition position, CompletableFuture<Void> done) implements Job {
    @Override
    public void fail(StoreException why) {
      done.completeExceptionally(why);
    }
  }

  /** To forget a file. */
  record Forget(String file, CompletableFuture<Void> done) implements Job {
    @Override
    public void fail(StoreException why) {
      done.completeExceptionally(why);
    }
  }

  /** To apply the retention and write the counters. */
  record Settle(CompletableFuture<Void> done) implements Job {
    @Override
    public void fail(StoreException why) {
      done.completeExceptionally(why);
    }
  }
}
