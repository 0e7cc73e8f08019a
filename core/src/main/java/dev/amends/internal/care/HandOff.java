package dev.amends.internal.care;

import dev.amends.error.StoreUnavailableException;
import dev.amends.spi.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sagas whose start was part of a transaction that somebody else has just committed. Only their
 * numbers are handed over: each is read back before any effect, since a roll-back to a savepoint
 * may have taken the start away. What does not fit in is found by the sweep. Safe for many threads.
 */
public final class HandOff implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HandOff.class);
  private static final Duration ROUND = Duration.ofSeconds(1);
  private static final int CAPACITY = 10_000;
  private static final int CHUNK = 500;

  private final ArrayBlockingQueue<Long> numbers = new ArrayBlockingQueue<>(CAPACITY);
  private final Adopter adopter;
  private final Scheduler.Loop reading;

  public HandOff(Adopter adopter, Scheduler scheduler) {
    this.adopter = adopter;
    this.reading = scheduler.loop("amends-hand-off", () -> ROUND, this::read);
  }

  /** Begins. */
  public void start() {
    reading.start();
  }

  /**
   * Hands over the number of a saga that may be there now. Never waits, never touches the store.
   *
   * @return false when there are too many: the sweep finds it
   */
  public boolean give(long number) {
    boolean taken = numbers.offer(number);
    if (taken) {
      reading.nudge();
    }
    return taken;
  }

  private void read() {
    List<Long> chunk = new ArrayList<>();
    while (numbers.drainTo(chunk, CHUNK) > 0) {
      try {
        adopter.loadOwned(chunk);
      } catch (StoreUnavailableException unavailable) {
        log.warn("{} starts are left to the sweep: the database cannot be reached", chunk.size());
        log.debug("Reading starts back failed", unavailable);
      }
      chunk.clear();
    }
  }

  @Override
  public void close() {
    reading.close();
  }
}
