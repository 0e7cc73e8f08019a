package dev.amends.internal.care;

import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.journal.SagaAddress;
import dev.amends.spi.Retention;
import dev.amends.spi.Scheduler;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what has been kept long enough, one chunk at a time: journals first, then what is left of
 * sagas, then nodes that are gone. Between chunks it rests several times as long as the chunk took,
 * so that it never has more than a small share of the database; between rounds it rests long. Nodes
 * need not agree on who does it. For one thread, that of its {@link
 * dev.amends.internal.time.Periodic}.
 */
public final class Removal implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Removal.class);

  /** Journals, or nodes, that are looked at in one transaction. */
  private static final int CHUNK = 500;

  /** Index rows that are looked at in one transaction; most are passed over. */
  private static final int WIDE_CHUNK = 2_000;

  /** How long nodes that are gone are kept. */
  private static final Duration NODES_KEEP = Duration.ofDays(1);

  /** Rounds are this many times as frequent as what is kept is old. */
  private static final int ROUNDS_PER_KEEP = 10;

  private static final Duration SHORTEST_ROUND = Duration.ofMillis(100);
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(10);

  /** A chunk's rest is this many times as long as the chunk took. */
  private static final int RESTS = 4;

  private static final Duration SHORTEST_REST = Duration.ofMillis(20);
  private static final Duration LONGEST_REST = Duration.ofSeconds(5);

  private enum Stage {
    JOURNALS,
    SAGAS,
    NODES,
    DONE
  }

  private final Retention retention;
  private final Retention.Keep keep;
  private final BooleanSupplier leased;
  private final Scheduler scheduler;
  private Stage stage = Stage.DONE;
  private SagaAddress after = Retention.START;
  private long removed;
  private long took;

  /**
   * A removal.
   *
   * @param leased whether this node may work now
   * @param scheduler clock and chance
   */
  public Removal(
      Retention retention, Retention.Keep keep, BooleanSupplier leased, Scheduler scheduler) {
    this.retention = retention;
    this.keep = keep;
    this.leased = leased;
    this.scheduler = scheduler;
  }

  /** Removes one chunk. */
  @Override
  public void run() {
    if (!leased.getAsBoolean()) {
      begin(Stage.DONE);
      return;
    }
    if (stage == Stage.DONE) {
      removed = 0;
      begin(Stage.JOURNALS);
    }
    long since = scheduler.nanos();
    try {
      chunk();
    } catch (StoreUnavailableException | UnknownCommitException later) {
      log.debug("Removing old sagas waits for the next round", later);
      begin(Stage.DONE);
    }
    took = scheduler.nanos() - since;
  }

  private void chunk() {
    switch (stage) {
      case JOURNALS -> went(retention.journals(keep, after, CHUNK), Stage.SAGAS);
      case SAGAS -> went(retention.sagas(keep.keys(), after, WIDE_CHUNK), Stage.NODES);
      case NODES -> nodes();
      case DONE -> throw new IllegalStateException("A round that is over has no next chunk");
    }
    if (stage == Stage.DONE && removed > 0) {
      log.info("{} sagas that ended long ago were removed, or their details", removed);
    }
  }

  private void went(Retention.Chunk chunk, Stage following) {
    removed += chunk.sagas();
    if (chunk.next() == null) {
      begin(following);
    } else {
      after = chunk.next();
    }
  }

  private void nodes() {
    if (retention.nodes(NODES_KEEP, CHUNK) < CHUNK) {
      begin(Stage.DONE);
    }
  }

  private void begin(Stage next) {
    stage = next;
    after = Retention.START;
  }

  /** How long to wait before the next chunk, or the next round. */
  public Duration pause() {
    if (stage == Stage.DONE) {
      Duration round =
          within(SHORTEST_ROUND, keep.journals().dividedBy(ROUNDS_PER_KEEP), LONGEST_ROUND);
      return spread(round);
    }
    return within(SHORTEST_REST, Duration.ofNanos(took * RESTS), LONGEST_REST);
  }

  /** Between half of it and one and a half, so that nodes that began together drift apart. */
  private Duration spread(Duration about) {
    long half = about.dividedBy(2).toNanos();
    return Duration.ofNanos(half + (long) (2 * half * scheduler.random()));
  }

  private static Duration within(Duration least, Duration value, Duration most) {
    if (value.compareTo(least) < 0) {
      return least;
    }
    return value.compareTo(most) < 0 ? value : most;
  }
}
