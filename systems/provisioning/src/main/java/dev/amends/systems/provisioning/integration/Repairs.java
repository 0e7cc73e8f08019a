package dev.amends.systems.provisioning.integration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code repair}. Joins the caller's transaction. */
public final class Repairs {
  private final JdbcClient jdbc;

  public Repairs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The last finding about a project. */
  public Optional<RepairOrder> last(UUID projectId) {
    return Optional.ofNullable(last(List.of(projectId)).get(projectId));
  }

  /** The last finding about each of these projects that has one. */
  public Map<UUID, RepairOrder> last(Collection<UUID> projectIds) {
    if (projectIds.isEmpty()) {
      return Map.of();
    }
    return jdbc
        .sql(
            """
            SELECT r.project_id, r.number, r.state, r.missing, r.updated_at, r.updated_by
              FROM repair r
             WHERE r.project_id IN (:projectIds)
               AND r.number = (SELECT MAX(x.number) FROM repair x
                                WHERE x.project_id = r.project_id)
            """)
        .param("projectIds", projectIds)
        .query(Repairs::read)
        .list()
        .stream()
        .collect(Collectors.toMap(RepairOrder::projectId, Function.identity()));
  }

  /** The findings about a project that were acted on, newest first. */
  public List<RepairOrder> started(UUID projectId) {
    return jdbc.sql(
            """
            SELECT project_id, number, state, missing, updated_at, updated_by
              FROM repair
             WHERE project_id = :projectId AND state = 'STARTED'
             ORDER BY number DESC
             FETCH FIRST 100 ROWS ONLY
            """)
        .param("projectId", projectId)
        .query(Repairs::read)
        .list();
  }

  /**
   * Writes down a new finding.
   *
   * @throws org.springframework.dao.DuplicateKeyException if somebody else has found it as well
   */
  public void insert(
      UUID projectId, int number, List<String> missing, Duration patience, String actor) {
    jdbc.sql(
            """
            INSERT INTO repair (project_id, number, state, missing, due_at, created_by, updated_by)
            VALUES (:projectId, :number, 'PENDING', :missing,
                    CURRENT_TIMESTAMP + CAST(:seconds AS DOUBLE PRECISION) * INTERVAL '1' SECOND,
                    :actor, :actor)
            """)
        .param("projectId", projectId)
        .param("number", number)
        .param("missing", String.join(",", missing))
        .param("seconds", patience.toMillis() / 1_000.0)
        .param("actor", actor)
        .update();
  }

  /** Turns a finding that nobody has acted on into another state; false when somebody has. */
  public boolean settle(RepairOrder pending, RepairState into, String actor) {
    return jdbc.sql(
                """
                UPDATE repair
                   SET state = :state, updated_at = CURRENT_TIMESTAMP, updated_by = :actor
                 WHERE project_id = :projectId AND number = :number AND state = 'PENDING'
                """)
            .param("state", into.name())
            .param("actor", actor)
            .param("projectId", pending.projectId())
            .param("number", pending.number())
            .update()
        == 1;
  }

  /** Findings that have waited long enough for a person; by index {@code repair_due}. */
  public List<RepairOrder> due(int limit) {
    return jdbc.sql(
            """
            SELECT project_id, number, state, missing, updated_at, updated_by
              FROM repair
             WHERE state = 'PENDING' AND due_at <= CURRENT_TIMESTAMP
             ORDER BY due_at
             FETCH FIRST :limit ROWS ONLY
            """)
        .param("limit", limit)
        .query(Repairs::read)
        .list();
  }

  private static RepairOrder read(ResultSet row, int index) throws SQLException {
    return new RepairOrder(
        row.getObject("project_id", UUID.class),
        row.getInt("number"),
        RepairState.valueOf(row.getString("state")),
        List.of(row.getString("missing").split(",")),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        row.getString("updated_by"));
  }
}
