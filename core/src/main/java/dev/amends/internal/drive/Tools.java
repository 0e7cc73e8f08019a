package dev.amends.internal.drive;

import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.internal.call.Subject;
import dev.amends.internal.time.EngineClock;
import dev.amends.internal.write.JournalWriter;
import dev.amends.spi.Exclusives;
import dev.amends.spi.Mailbox;
import dev.amends.spi.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What all drives of a node work with. */
record Tools(
    Consequences consequences,
    Appends appends,
    JournalWriter writer,
    TaskRunner runner,
    LocalSteps locals,
    Exclusives exclusives,
    Mailbox mailbox,
    EngineClock clock,
    Scheduler scheduler,
    Scheduler.Timer timers,
    BooleanSupplier right,
    Watcher watcher) {

  /** Whether that incarnation is still this node's, and has the right to begin work now. */
  boolean mayBegin(long incarnation) {
    return right.getAsBoolean() && appends.incarnation() == incarnation;
  }

  Executor workers() {
    return scheduler.workers();
  }

  Executor localWorkers() {
    return scheduler.localWorkers();
  }

  Instant now() {
    return clock.now();
  }

  double random() {
    return scheduler.random();
  }

  Future<?> wakeAt(Instant time, Runnable what) {
    try {
      return timers.in(Duration.between(clock.now(), time), what);
    } catch (RejectedExecutionException stopped) {
      // Whoever takes the saga next waits instead.
      return CompletableFuture.completedFuture(null);
    }
  }

  /** All messages for the saga; null when the store cannot say now. */
  @Nullable List<Mailbox.Mail> mail(Subject subject) {
    try {
      return mailbox.of(subject.address());
    } catch (StoreUnavailableException nobodyKnows) {
      return null;
    }
  }

  /** Whether the saga holds the key; null when the store cannot say now. */
  @Nullable Boolean acquire(String key, Subject subject) {
    try {
      return exclusives.acquire(key, subject.address());
    } catch (StoreUnavailableException | UnknownCommitException nobodyKnows) {
      return null;
    }
  }
}
