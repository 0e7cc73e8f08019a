package dev.amends.jdbc;

import dev.amends.jdbc.RetentionTables.Claimed;
import dev.amends.jdbc.connection.JdbcConnections;
import dev.amends.jdbc.connection.SqlWork;
import dev.amends.jdbc.schema.JournalPartitions;
import dev.amends.journal.SagaAddress;
import dev.amends.spi.Retention;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removal of what has been kept long enough, on a connection that is borrowed for a round. An ended
 * saga's rows are written by nobody any more, and of two nodes that would remove it the one that
 * holds its index row does: so nothing here waits for a lock, and nobody waits for long for one of
 * these.
 */
final class JdbcRetention implements Retention {
  private static final Logger log = LoggerFactory.getLogger(JdbcRetention.class);

  /** Most journal rows that one transaction deletes, unless a single saga has more. */
  static final int MOST_ROWS = 5_000;

  private final JdbcConnections connections;
  private final RetentionTables tables;
  private final NodeTable nodes;
  private final @Nullable JournalPartitions partitions;

  JdbcRetention(JdbcConnections connections, Tables tables) {
    this.connections = connections;
    this.tables = new RetentionTables(tables.sql());
    this.nodes = tables.nodes();
    this.partitions =
        tables.sql().dialect().splitsJournal() ? new JournalPartitions(tables.sql()) : null;
  }

  @Override
  public Chunk journals(Keep keep, SagaAddress after, int limit) {
    return round("removing journals", connection -> journals(connection, keep, after, limit));
  }

  private Chunk journals(Connection connection, Keep keep, SagaAddress after, int limit)
      throws SQLException {
    if (partitions != null && after.equals(START)) {
      partitions.makeAhead(connection);
    }
    Optional<Integer> first = tables.firstBucket(connection, after.bucket());
    if (first.isEmpty()) {
      return new Chunk(0, null);
    }
    int bucket = first.get();
    if (partitions != null && droppable(connection, partitions, bucket, keep)) {
      partitions.drop(connection, bucket);
      log.info("The journals of the sagas started on {} were dropped", day(bucket));
      return new Chunk(0, new SagaAddress(0, bucket + 1));
    }
    long from = bucket == after.bucket() ? after.number() : 0;
    List<Long> seen = tables.journals(connection, bucket, from, limit);
    if (seen.isEmpty()) {
      return new Chunk(0, new SagaAddress(0, bucket + 1));
    }
    if (!tables.anyOld(connection, seen, keep.journals())) {
      return new Chunk(0, null);
    }
    List<Claimed> claimed = tables.claim(connection, seen, keep.journals(), keep.keys());
    Map<Long, Long> lengths = tables.lengths(connection, bucket, claimed);
    List<Claimed> removed = new ArrayList<>();
    long rows = 0;
    for (Claimed one : claimed) {
      // Between the look and the claim, another node may have removed the journal.
      long length = lengths.getOrDefault(one.saga().number(), 0L);
      if (rows > 0 && rows + length > MOST_ROWS) {
        tables.remove(connection, removed);
        return new Chunk(removed.size(), removed.get(removed.size() - 1).saga());
      }
      if (length > 0) {
        removed.add(one);
        rows += length;
      }
    }
    tables.remove(connection, removed);
    return new Chunk(removed.size(), next(bucket, seen, limit));
  }

  private boolean droppable(
      Connection connection, JournalPartitions partitions, int bucket, Keep keep)
      throws SQLException {
    return tables.bucketIsOld(connection, bucket, keep.journals())
        && partitions.has(connection, bucket)
        && !tables.anyToKeep(connection, bucket, keep.journals());
  }

  private static LocalDate day(int bucket) {
    return LocalDate.ofEpochDay(bucket);
  }

  private static SagaAddress next(int bucket, List<Long> seen, int limit) {
    return seen.size() < limit
        ? new SagaAddress(0, bucket + 1)
        : new SagaAddress(seen.get(seen.size() - 1), bucket);
  }

  @Override
  public Chunk sagas(Duration keep, SagaAddress after, int limit) {
    return round("removing sagas", connection -> sagas(connection, keep, after, limit));
  }

  private Chunk sagas(Connection connection, Duration keep, SagaAddress after, int limit)
      throws SQLException {
    List<Long> seen = tables.sagas(connection, after.number(), limit);
    if (seen.isEmpty() || !tables.anyOld(connection, seen, keep)) {
      return new Chunk(0, null);
    }
    List<Claimed> claimed = tables.claim(connection, seen, keep, keep);
    tables.remove(connection, claimed);
    return new Chunk(
        claimed.size(), seen.size() < limit ? null : new SagaAddress(seen.get(seen.size() - 1), 0));
  }

  /**
   * The connection goes back at the end of a round, which is where a pool has the most use of it.
   */
  private Chunk round(String doing, SqlWork<Chunk> work) {
    Chunk chunk = connections.inRemoval(doing, work);
    if (chunk.next() == null) {
      connections.restRemoval();
    }
    return chunk;
  }

  @Override
  public int nodes(Duration age, int limit) {
    try {
      return connections.inRemoval(
          "removing nodes that are gone", connection -> nodes.remove(connection, age, limit));
    } finally {
      connections.restRemoval();
    }
  }
}
