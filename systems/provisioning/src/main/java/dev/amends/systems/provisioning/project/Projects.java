package dev.amends.systems.provisioning.project;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code project}. Joins the caller's transaction. */
public final class Projects {
  private final JdbcClient jdbc;

  public Projects(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes a new project. */
  public void insert(
      UUID id, String tenantId, String name, String teamName, UUID adminAccountId, String actor) {
    jdbc.sql(
            """
            INSERT INTO project (id, tenant_id, name, team_name, admin_account_id, status,
                                 created_by, updated_by)
            VALUES (:id, :tenantId, :name, :teamName, :adminAccountId, 'LIVE', :actor, :actor)
            """)
        .param("id", id)
        .param("tenantId", tenantId)
        .param("name", name)
        .param("teamName", teamName)
        .param("adminAccountId", adminAccountId)
        .param("actor", actor)
        .update();
  }

  /** The project of that id, unless it was withdrawn. */
  public Optional<Project> find(UUID id) {
    return jdbc.sql(
            """
            SELECT seq, id, tenant_id, name, team_name, admin_account_id, created_at, created_by,
                   updated_at, updated_by
              FROM project
             WHERE id = :id AND status = 'LIVE'
            """)
        .param("id", id)
        .query(Projects::read)
        .optional();
  }

  /**
   * Projects, newest first.
   *
   * @param before only those created before this place in the order, null for the newest
   */
  public List<Project> page(@Nullable Long before, int limit) {
    return jdbc.sql(
            """
            SELECT seq, id, tenant_id, name, team_name, admin_account_id, created_at, created_by,
                   updated_at, updated_by
              FROM project
             WHERE status = 'LIVE' AND seq < :before
             ORDER BY seq DESC
             FETCH FIRST :limit ROWS ONLY
            """)
        .param("before", before == null ? Long.MAX_VALUE : before)
        .param("limit", limit)
        .query(Projects::read)
        .list();
  }

  /** Undoes a project: it is shown no more, its row stays. */
  public void withdraw(UUID id, String actor) {
    jdbc.sql(
            """
            UPDATE project
               SET status = 'WITHDRAWN', updated_at = CURRENT_TIMESTAMP, updated_by = :actor
             WHERE id = :id AND status = 'LIVE'
            """)
        .param("id", id)
        .param("actor", actor)
        .update();
  }

  private static Project read(ResultSet row, int number) throws SQLException {
    return new Project(
        row.getLong("seq"),
        row.getObject("id", UUID.class),
        row.getString("tenant_id"),
        row.getString("name"),
        row.getString("team_name"),
        row.getObject("admin_account_id", UUID.class),
        instant(row, "created_at"),
        row.getString("created_by"),
        instant(row, "updated_at"),
        row.getString("updated_by"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
