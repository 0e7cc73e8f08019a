package dev.amends.testkit.time;

import java.util.Comparator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Something that will happen. At one time, a drawn number decides what comes first. */
final class Event implements Future<@Nullable Void>, Comparable<Event> {
  private static final Comparator<Event> ORDER =
      Comparator.<Event>comparingLong(event -> event.at)
          .thenComparingInt(event -> event.draw)
          .thenComparingLong(event -> event.number);

  final @Nullable VirtualScheduler owner;
  private final Runnable what;
  private final int draw;
  private final long number;
  long at;
  private boolean cancelled;
  private boolean done;

  Event(@Nullable VirtualScheduler owner, Runnable what, long at, int draw, long number) {
    this.owner = owner;
    this.what = what;
    this.at = at;
    this.draw = draw;
    this.number = number;
  }

  boolean pending() {
    return !cancelled && !done && (owner == null || !owner.crashed());
  }

  void happen() {
    done = true;
    what.run();
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean inTime = !done && !cancelled;
    cancelled |= inTime;
    return inTime;
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public boolean isDone() {
    return done || cancelled;
  }

  @Override
  public @Nullable Void get() {
    if (cancelled) {
      throw new CancellationException();
    }
    if (!done) {
      throw new IllegalStateException("Nobody can wait here for what happens later");
    }
    return null;
  }

  @Override
  public @Nullable Void get(long timeout, TimeUnit unit) {
    return get();
  }

  @Override
  public int compareTo(Event other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }
}
