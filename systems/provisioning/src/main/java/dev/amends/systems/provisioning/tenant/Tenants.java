package dev.amends.systems.provisioning.tenant;

import dev.amends.systems.provisioning.mattermost.TeamNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code tenant} and {@code tenant_team}. Joins the caller's transaction. */
public final class Tenants {
  private final JdbcClient jdbc;

  public Tenants(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The tenant of that id. */
  public Optional<Tenant> find(String id) {
    return jdbc.sql(
            """
            SELECT id, uid, team_name
              FROM tenant
             WHERE id = :id
            """)
        .param("id", id)
        .query(Tenants::read)
        .optional();
  }

  /**
   * Writes a new tenant.
   *
   * @throws org.springframework.dao.DuplicateKeyException if it has appeared meanwhile
   */
  public Tenant insert(String id, String actor) {
    UUID uid = UUID.randomUUID();
    Tenant tenant = new Tenant(id, uid, TeamNames.ofTenant(id, uid));
    jdbc.sql(
            """
            INSERT INTO tenant (id, uid, team_name, created_by, updated_by)
            VALUES (:id, :uid, :teamName, :actor, :actor)
            """)
        .param("id", tenant.id())
        .param("uid", tenant.uid())
        .param("teamName", tenant.teamName())
        .param("actor", actor)
        .update();
    return tenant;
  }

  /** Some of the tenants, in the order of their ids, from the one after the given one. */
  public List<Tenant> page(String after, int limit) {
    return jdbc.sql(
            """
            SELECT id, uid, team_name
              FROM tenant
             WHERE id > :after
             ORDER BY id
             FETCH FIRST :limit ROWS ONLY
            """)
        .param("after", after)
        .param("limit", limit)
        .query(Tenants::read)
        .list();
  }

  /** The id of the tenant's team on Mattermost; empty while it has none. */
  public Optional<String> team(String tenantId) {
    return jdbc.sql(
            """
            SELECT team_id
              FROM tenant_team
             WHERE tenant_id = :tenantId AND lost_at IS NULL
            """)
        .param("tenantId", tenantId)
        .query(String.class)
        .optional();
  }

  /** The number of the team that the tenant has, or is to have next. */
  public int teamNumber(String tenantId) {
    return jdbc.sql(
            """
            SELECT COUNT(lost_at) + 1
              FROM tenant_team
             WHERE tenant_id = :tenantId
            """)
        .param("tenantId", tenantId)
        .query(Integer.class)
        .single();
  }

  /** Writes down the tenant's team. */
  public void insertTeam(String tenantId, int number, String teamId) {
    jdbc.sql(
            """
            INSERT INTO tenant_team (tenant_id, number, team_id)
            VALUES (:tenantId, :number, :teamId)
            """)
        .param("tenantId", tenantId)
        .param("number", number)
        .param("teamId", teamId)
        .update();
  }

  /** Notes that a team of the tenant is no longer on Mattermost. */
  public void loseTeam(String tenantId, String teamId) {
    jdbc.sql(
            """
            UPDATE tenant_team
               SET lost_at = CURRENT_TIMESTAMP
             WHERE tenant_id = :tenantId AND team_id = :teamId AND lost_at IS NULL
            """)
        .param("tenantId", tenantId)
        .param("teamId", teamId)
        .update();
  }

  private static Tenant read(ResultSet row, int number) throws SQLException {
    return new Tenant(
        row.getString("id"), row.getObject("uid", UUID.class), row.getString("team_name"));
  }
}
