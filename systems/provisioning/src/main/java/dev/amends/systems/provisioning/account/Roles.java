package dev.amends.systems.provisioning.account;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code role}. Joins the caller's transaction. */
public final class Roles {
  private final JdbcClient jdbc;

  public Roles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Lets an account be an ordinary member of its tenant. */
  public void grantMember(UUID accountId) {
    jdbc.sql(
            """
            INSERT INTO role (account_id, name)
            VALUES (:accountId, 'MEMBER')
            """)
        .param("accountId", accountId)
        .update();
  }

  /** Lets an account administrate a project. */
  public void grantAdmin(UUID accountId, UUID projectId) {
    jdbc.sql(
            """
            INSERT INTO role (account_id, project_id, name)
            VALUES (:accountId, :projectId, 'ADMIN')
            """)
        .param("accountId", accountId)
        .param("projectId", projectId)
        .update();
  }

  /** Takes all roles from an account. */
  public void revokeAll(UUID accountId) {
    jdbc.sql(
            """
            UPDATE role
               SET removed_at = CURRENT_TIMESTAMP
             WHERE account_id = :accountId AND removed_at IS NULL
            """)
        .param("accountId", accountId)
        .update();
  }

  /** Takes the project's roles from everybody. */
  public void revokeProject(UUID projectId) {
    jdbc.sql(
            """
            UPDATE role
               SET removed_at = CURRENT_TIMESTAMP
             WHERE project_id = :projectId AND removed_at IS NULL
            """)
        .param("projectId", projectId)
        .update();
  }

  /** Whether an account has a role that doesn't come from this project. */
  public boolean heldElsewhere(UUID accountId, UUID projectId) {
    return jdbc.sql(
                """
                SELECT COUNT(*)
                  FROM role
                 WHERE account_id = :accountId AND removed_at IS NULL
                   AND (project_id IS NULL OR project_id <> :projectId)
                """)
            .param("accountId", accountId)
            .param("projectId", projectId)
            .query(Long.class)
            .single()
        > 0;
  }

  /** Whether an account comes from a sign-up, and not only from projects. */
  public boolean signedUp(UUID accountId) {
    return jdbc.sql(
                """
                SELECT COUNT(*)
                  FROM role
                 WHERE account_id = :accountId AND removed_at IS NULL AND name = 'MEMBER'
                """)
            .param("accountId", accountId)
            .query(Long.class)
            .single()
        > 0;
  }
}
