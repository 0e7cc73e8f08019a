package dev.amends.internal.write;

import dev.amends.spi.Append;
import java.util.concurrent.CompletableFuture;

/** An append on its way. Its fields are touched by one flushing thread at a time. */
final class PendingAppend {
  final Append append;
  final long giveUpAt;
  final CompletableFuture<Written> result = new CompletableFuture<>();
  boolean inDoubt;
  int tries;

  /** {@code giveUpAt}: monotonic nanoseconds after which it is not tried again. */
  PendingAppend(Append append, long giveUpAt) {
    this.append = append;
    this.giveUpAt = giveUpAt;
  }
}
