package dev.amends.spring.web.idempotency;

import dev.amends.error.StoreUnavailableException;
import dev.amends.jdbc.dialect.Dialect;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may work on which key. Safe for many threads and many nodes. */
public final class Claims {
  private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
  private static final Duration SHORTEST_LOOK = Duration.ofMillis(20);
  private static final Duration LONGEST_LOOK = Duration.ofMillis(250);

  /**
   * Times.
   *
   * @param keep how long keys and answers are kept
   * @param patience how long a request waits for another one with its key
   * @param claim how long a request may work before another one may take its place
   */
  public record Times(Duration keep, Duration patience, Duration claim) {}

  /** What became of asking for a key. */
  sealed interface Claim {
    /** The request may work, and says what came of it by this token. */
    record Granted(UUID token) implements Claim {}

    /** There is a final answer. */
    record Answered(StoredAnswer answer) implements Claim {}

    /** Another request is at work. */
    record Busy() implements Claim {}

    /** The key belongs to another request. */
    record Reused() implements Claim {}
  }

  private final HttpKeyTable table;
  private final Times times;

  Claims(HttpKeyTable table, Times times) {
    this.table = table;
    this.times = times;
  }

  /**
   * Claims in a database.
   *
   * @param dialect throws StoreUnavailableException while the database is not known
   */
  public static Claims in(DataSource dataSource, Supplier<Dialect> dialect, Times times) {
    return new Claims(new HttpKeyTable(dataSource, dialect), times);
  }

  /** Asks for a key, waiting for another request with it to end. */
  Claim claim(String scope, String request) {
    UUID token = UUID.randomUUID();
    if (table.insert(scope, request, token, times.claim())) {
      return new Claim.Granted(token);
    }
    long begun = System.nanoTime();
    Duration look = SHORTEST_LOOK;
    while (true) {
      Optional<HttpKeyTable.Row> row = table.find(scope);
      if (row.isPresent() && !row.get().request().equals(request)) {
        return new Claim.Reused();
      }
      if (row.isPresent() && row.get().answer() != null) {
        return new Claim.Answered(row.get().answer());
      }
      // A key that was swept away meanwhile is free again.
      boolean granted =
          row.isPresent()
              ? table.claim(scope, request, token, times.claim())
              : table.insert(scope, request, token, times.claim());
      if (granted) {
        return new Claim.Granted(token);
      }
      Duration left = times.patience().minusNanos(System.nanoTime() - begun);
      if (left.isNegative() || left.isZero() || Thread.currentThread().isInterrupted()) {
        return new Claim.Busy();
      }
      LockSupport.parkNanos(this, shorter(look, left).toNanos());
      look = shorter(look.multipliedBy(2), LONGEST_LOOK);
    }
  }

  /** The request has a final answer. Never throws: the answer is the caller's in any case. */
  void finish(String scope, UUID token, StoredAnswer answer) {
    try {
      if (!table.finish(scope, token, answer)) {
        LOG.warn("A request took longer than its claim (amends.web.idempotency.claim)");
      }
    } catch (StoreUnavailableException thrown) {
      LOG.warn("A final answer could not be kept; a repeat runs the endpoint again", thrown);
    }
  }

  /** The request has none. Never throws. */
  void release(String scope, UUID token) {
    try {
      table.release(scope, token);
    } catch (StoreUnavailableException thrown) {
      LOG.warn("A key could not be let go; it is free when its claim runs out", thrown);
    }
  }

  /** Deletes what is older than it is kept. */
  int sweep() {
    int deleted = 0;
    int chunk;
    do {
      chunk = table.deleteOlder(times.keep());
      deleted += chunk;
    } while (chunk == HttpKeyTable.CHUNK);
    return deleted;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
