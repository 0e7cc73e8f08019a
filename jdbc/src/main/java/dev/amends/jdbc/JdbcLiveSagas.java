package dev.amends.jdbc;

import dev.amends.jdbc.connection.JdbcConnections;
import dev.amends.jdbc.dialect.Among;
import dev.amends.jdbc.dialect.Columns;
import dev.amends.jdbc.dialect.Sql;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Flushed;
import dev.amends.spi.LiveSagas;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Sweeps over {@code amends_live}, and adoption. */
final class JdbcLiveSagas implements LiveSagas {
  private static final int LIVE_NODE = 1;

  private static final String CANDIDATE =
      """
      SELECT l.saga, l.bucket, l.type, l.plan_hash, l.owner, COALESCE(n.lease_end, {now})
      FROM amends_live l
      LEFT JOIN amends_node n ON n.incarnation = l.owner
      """;

  /**
   * By amends_live_owner, then amends_node_pk for each: the owner isn't a live incarnation, rather
   * than one of a list of the dead, so that rows that come late are found too.
   */
  static final String ORPHANS =
      CANDIDATE
          + """
            WHERE l.owner IS NOT NULL
              AND (n.state IS NULL OR n.state <> %d)
              AND l.status <> %d
              AND l.plan_hash {among}
            ORDER BY l.owner, l.saga
            LIMIT ?
            """
              .formatted(LIVE_NODE, SagaStatus.PARKED.code());

  /** By amends_live_owner. */
  static final String OWNED =
      CANDIDATE
          + """
            WHERE l.owner = ? AND l.saga > ? AND l.changed_at <= {now+}
            ORDER BY l.saga
            LIMIT ?
            """;

  /**
   * By amends_live_due, up to the time when the query began: a clock that goes on meanwhile would
   * have to be asked for each row, and all that wait would be gone through.
   */
  static final String DUE =
      CANDIDATE
          + """
            WHERE l.owner IS NULL
              AND l.due <= {begun}
              AND l.status <> %d
              AND l.plan_hash {among}
            ORDER BY l.due, l.saga
            LIMIT ?
            """
              .formatted(SagaStatus.PARKED.code());

  /** Goes through all live rows, where any plan but these is in use at all. */
  static final String STRANDED =
      CANDIDATE
          + """
            WHERE l.status <> %d
              AND l.type {among}
              AND NOT l.plan_hash {among}
              AND NOT EXISTS (
                SELECT 1
                FROM amends_node_plan p
                JOIN amends_node h ON h.incarnation = p.incarnation
                WHERE p.plan_hash = l.plan_hash AND (h.state = %d OR h.ended_at > {now+}))
            ORDER BY l.saga
            LIMIT ?
            """
              .formatted(SagaStatus.PARKED.code(), LIVE_NODE);

  private final JdbcConnections connections;
  private final Sql sql;
  private final LiveTable live;
  private final JournalTable journal;

  JdbcLiveSagas(JdbcConnections connections, Tables tables) {
    this.connections = connections;
    this.sql = tables.sql();
    this.live = tables.live();
    this.journal = tables.journal();
  }

  @Override
  public List<Candidate> orphans(Collection<String> planHashes, int limit) {
    return planHashes.isEmpty()
        ? List.of()
        : candidates("looking for orphaned sagas", ORPHANS, Among.texts(planHashes), limit);
  }

  @Override
  public List<Candidate> ownedBy(long owner, Duration untouched, long afterNumber, int limit) {
    return candidates(
        "looking for forgotten sagas",
        OWNED,
        owner,
        afterNumber,
        -NodeTable.micros(untouched),
        limit);
  }

  @Override
  public List<Candidate> due(Collection<String> planHashes, int limit) {
    return planHashes.isEmpty()
        ? List.of()
        : candidates("looking for due sagas", DUE, Among.texts(planHashes), limit);
  }

  @Override
  public List<Candidate> stranded(
      Collection<String> types, Collection<String> planHashes, Duration gone, int limit) {
    return types.isEmpty()
        ? List.of()
        : candidates(
            "looking for sagas whose plan is gone",
            STRANDED,
            Among.texts(types),
            Among.texts(planHashes),
            -NodeTable.micros(gone),
            limit);
  }

  private List<Candidate> candidates(String doing, String query, Object... parameters) {
    return connections.atDesk(
        doing, connection -> sql.list(connection, query, JdbcLiveSagas::candidate, parameters));
  }

  private static Candidate candidate(ResultSet result) throws SQLException {
    return new Candidate(
        new SagaAddress(result.getLong(1), result.getInt(2)),
        result.getString(3),
        result.getString(4),
        Columns.longOrNull(result, 5),
        Columns.time(result, 6));
  }

  /**
   * {@inheritDoc} The live rows are locked first, in order of number; four round trips however many
   * there are.
   */
  @Override
  public Flushed adopt(
      long adopter, Instant at, List<Adoption> adoptions, List<SagaAddress> adopted) {
    if (adoptions.isEmpty()) {
      return Flushed.COMMITTED;
    }
    try {
      List<Adoption> held =
          connections.desk().inTransaction(connection -> adopt(connection, adopter, at, adoptions));
      held.forEach(adoption -> adopted.add(adoption.saga()));
      return Flushed.COMMITTED;
    } catch (SQLException thrown) {
      return Flushes.of(connections.dialect(), thrown);
    }
  }

  private List<Adoption> adopt(
      Connection connection, long adopter, Instant at, List<Adoption> adoptions)
      throws SQLException {
    List<Adoption> sorted =
        adoptions.stream()
            .sorted(Comparator.comparingLong(adoption -> adoption.saga().number()))
            .toList();
    List<Adoption> held = live.adopt(connection, adopter, sorted);
    if (!held.isEmpty()) {
      journal.insertNext(connection, adopter, at, held);
    }
    return held;
  }

  /** Chunk by chunk, so that no transaction grows with the number of sagas. */
  @Override
  public int release(long owner) {
    int released = 0;
    int chunk;
    do {
      chunk =
          connections.atDesk("letting go of sagas", connection -> live.release(connection, owner));
      released += chunk;
    } while (chunk == Chunks.SIZE);
    return released;
  }
}
