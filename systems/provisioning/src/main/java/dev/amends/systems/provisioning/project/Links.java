package dev.amends.systems.provisioning.project;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What of ours is what on Mattermost: the tables {@code mattermost_team} and {@code
 * mattermost_user}. Joins the caller's transaction.
 */
public final class Links {
  private final JdbcClient jdbc;

  public Links(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes down a project's team. */
  public void insertTeam(String tenantId, UUID projectId, String teamId) {
    jdbc.sql(
            """
            INSERT INTO mattermost_team (tenant_id, project_id, team_id)
            VALUES (:tenantId, :projectId, :teamId)
            """)
        .param("tenantId", tenantId)
        .param("projectId", projectId)
        .param("teamId", teamId)
        .update();
  }

  /** The team of a project. */
  public Optional<String> team(UUID projectId) {
    return jdbc.sql(
            """
            SELECT team_id
              FROM mattermost_team
             WHERE project_id = :projectId AND removed_at IS NULL
            """)
        .param("projectId", projectId)
        .query(String.class)
        .optional();
  }

  /** Notes that a project's team is gone. */
  public void removeTeam(UUID projectId) {
    jdbc.sql(
            """
            UPDATE mattermost_team
               SET removed_at = CURRENT_TIMESTAMP
             WHERE project_id = :projectId AND removed_at IS NULL
            """)
        .param("projectId", projectId)
        .update();
  }

  /** Writes down a project's administrator. */
  public void insertAdmin(String tenantId, UUID projectId, UUID accountId, String userId) {
    jdbc.sql(
            """
            INSERT INTO mattermost_user (tenant_id, project_id, account_id, user_id)
            VALUES (:tenantId, :projectId, :accountId, :userId)
            """)
        .param("tenantId", tenantId)
        .param("projectId", projectId)
        .param("accountId", accountId)
        .param("userId", userId)
        .update();
  }

  /** Notes that a project has no administrator any more. */
  public void removeAdmin(UUID projectId) {
    jdbc.sql(
            """
            UPDATE mattermost_user
               SET removed_at = CURRENT_TIMESTAMP
             WHERE project_id = :projectId AND removed_at IS NULL
            """)
        .param("projectId", projectId)
        .update();
  }

  /** Writes down the user of somebody who signed up. */
  public void insertUser(String tenantId, UUID accountId, String userId) {
    jdbc.sql(
            """
            INSERT INTO mattermost_user (tenant_id, account_id, user_id)
            VALUES (:tenantId, :accountId, :userId)
            """)
        .param("tenantId", tenantId)
        .param("accountId", accountId)
        .param("userId", userId)
        .update();
  }
}
