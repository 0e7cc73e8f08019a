package dev.amends.jdbc;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.amends.jdbc.dialect.Among;
import dev.amends.jdbc.dialect.Columns;
import dev.amends.jdbc.dialect.Sql;
import dev.amends.spi.Leases.Node;
import dev.amends.spi.Leases.NodeState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code amends_node} and {@code amends_node_plan}. Nodes that are gone stay for a while. */
final class NodeTable {
  private static final int LIVE = 1;
  private static final int DEAD = 2;
  private static final int LEFT = 3;

  /** Both times are of one moment. */
  private static final String NEXT =
      """
      INSERT INTO amends_node (name, state, lease_end, started_at)
      VALUES (?, %d, {begun+}, {begun})
      """
          .formatted(LIVE);

  private static final String HOLD =
      "INSERT INTO amends_node_plan (plan_hash, incarnation) VALUES (?, ?)";

  /** An expired lease that nobody has taken may be renewed: only the state counts. */
  private static final String RENEW =
      """
      UPDATE amends_node
      SET lease_end = {now+}
      WHERE incarnation = ? AND state = %d
      """
          .formatted(LIVE);

  private static final String LEASE_END =
      """
      SELECT lease_end
      FROM amends_node
      WHERE incarnation = ? AND state = %d
      """
          .formatted(LIVE);

  private static final String BURY =
      """
      UPDATE amends_node
      SET state = %d, ended_at = {now}
      WHERE state = %d AND incarnation <> ? AND lease_end < {now}
      """
          .formatted(DEAD, LIVE);

  private static final String LEAVE =
      """
      UPDATE amends_node
      SET state = %d, ended_at = {now}
      WHERE incarnation = ? AND state = %d
      """
          .formatted(LEFT, LIVE);

  private static final String NEWEST =
      """
      SELECT incarnation, name, state, lease_end, started_at, ended_at
      FROM amends_node
      ORDER BY incarnation DESC
      LIMIT ?
      """;

  private static final String HELD =
      """
      SELECT DISTINCT p.plan_hash
      FROM amends_node_plan p
      JOIN amends_node n ON n.incarnation = p.incarnation
      WHERE n.state = %d AND p.plan_hash {among}
      """
          .formatted(LIVE);

  /** By amends_live_owner for each; the table of nodes is small. */
  private static final String GONE =
      """
      SELECT n.incarnation
      FROM amends_node n
      WHERE n.state <> %d AND n.ended_at < {now+}
        AND NOT EXISTS (SELECT 1 FROM amends_live l WHERE l.owner = n.incarnation)
      ORDER BY n.incarnation
      LIMIT ?
      FOR UPDATE SKIP LOCKED
      """
          .formatted(LIVE);

  private static final String DELETE_PLANS =
      "DELETE FROM amends_node_plan WHERE incarnation {among}";

  private static final String DELETE_NODES = "DELETE FROM amends_node WHERE incarnation {among}";

  private static final String NOW = "SELECT {now}";

  private final Sql sql;

  NodeTable(Sql sql) {
    this.sql = sql;
  }

  long register(Connection connection, String name, Collection<String> planHashes, Duration length)
      throws SQLException {
    long incarnation = sql.insertNumbered(connection, NEXT, "incarnation", name, micros(length));
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (String hash : List.copyOf(new java.util.TreeSet<>(planHashes))) {
      rows.add(new @Nullable Object[] {hash, incarnation});
    }
    if (!rows.isEmpty()) {
      sql.each(connection, HOLD, rows);
    }
    return incarnation;
  }

  boolean renew(Connection connection, long incarnation, Duration length) throws SQLException {
    return sql.update(connection, RENEW, micros(length), incarnation) == 1;
  }

  /** Until when a LIVE node's lease runs. */
  Optional<Instant> leaseEnd(Connection connection, long incarnation) throws SQLException {
    return sql.first(connection, LEASE_END, result -> Columns.time(result, 1), incarnation);
  }

  int bury(Connection connection, long self) throws SQLException {
    return sql.update(connection, BURY, self);
  }

  int leave(Connection connection, long incarnation) throws SQLException {
    return sql.update(connection, LEAVE, incarnation);
  }

  List<Node> newest(Connection connection, int limit) throws SQLException {
    return sql.list(connection, NEWEST, NodeTable::node, limit);
  }

  List<String> held(Connection connection, Collection<String> planHashes) throws SQLException {
    return sql.list(connection, HELD, result -> result.getString(1), Among.texts(planHashes));
  }

  /** Removes nodes that went that long ago and own nothing. */
  int remove(Connection connection, Duration age, int limit) throws SQLException {
    List<Long> gone = sql.list(connection, GONE, result -> result.getLong(1), -micros(age), limit);
    for (List<Long> chunk : Chunks.of(gone)) {
      sql.update(connection, DELETE_PLANS, Among.numbers(chunk));
      sql.update(connection, DELETE_NODES, Among.numbers(chunk));
    }
    return gone.size();
  }

  Instant now(Connection connection) throws SQLException {
    return sql.first(connection, NOW, result -> Columns.time(result, 1)).orElseThrow();
  }

  static long micros(Duration length) {
    return NANOSECONDS.toMicros(length.toNanos());
  }

  private static Node node(ResultSet result) throws SQLException {
    return new Node(
        result.getLong(1),
        result.getString(2),
        state(result.getInt(3)),
        Columns.time(result, 4),
        Columns.time(result, 5),
        Columns.timeOrNull(result, 6));
  }

  private static NodeState state(int code) {
    return switch (code) {
      case LIVE -> NodeState.LIVE;
      case DEAD -> NodeState.DEAD;
      default -> NodeState.LEFT;
    };
  }
}
