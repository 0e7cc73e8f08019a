package dev.amends.systems.provisioning.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code account}. Joins the caller's transaction. */
public final class Accounts {
  private final JdbcClient jdbc;

  public Accounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Writes a new account that isn't usable yet.
   *
   * @throws AccountTakenException if a living account shares a key with it
   * @throws org.springframework.dao.DuplicateKeyException if such an account appears at this moment
   */
  public void insert(NewAccount account, String actor) {
    takenKey(account)
        .ifPresent(
            key -> {
              throw new AccountTakenException(key);
            });
    jdbc.sql(
            """
            INSERT INTO account (id, tenant_id, login_id, email, username, name, password_hash,
                                 status, live_login_id, live_email, live_username, created_by,
                                 updated_by)
            VALUES (:id, :tenantId, :loginId, :email, :username, :name, :passwordHash, 'PENDING',
                    :loginId, :email, :username, :actor, :actor)
            """)
        .param("id", account.id())
        .param("tenantId", account.tenantId())
        .param("loginId", account.loginId())
        .param("email", account.email())
        .param("username", account.username())
        .param("name", account.name())
        .param("passwordHash", account.passwordHash())
        .param("actor", actor)
        .update();
  }

  private Optional<AccountKey> takenKey(NewAccount account) {
    return jdbc.sql(
            """
            SELECT CASE WHEN live_email = :email THEN 'EMAIL'
                        WHEN live_username = :username THEN 'USERNAME'
                        ELSE 'LOGIN_ID' END
              FROM account
             WHERE live_email = :email OR live_username = :username OR live_login_id = :loginId
             ORDER BY 1
             FETCH FIRST 1 ROWS ONLY
            """)
        .param("email", account.email())
        .param("username", account.username())
        .param("loginId", account.loginId())
        .query(String.class)
        .optional()
        .map(AccountKey::valueOf);
  }

  /** The account of that id, removed ones included. */
  public Optional<Account> find(UUID id) {
    return jdbc.sql(
            """
            SELECT id, tenant_id, login_id, email, username, name, status
              FROM account
             WHERE id = :id
            """)
        .param("id", id)
        .query(Accounts::read)
        .optional();
  }

  /** The living account of that e-mail address. */
  public Optional<Account> byEmail(String email) {
    return jdbc.sql(
            """
            SELECT id, tenant_id, login_id, email, username, name, status
              FROM account
             WHERE live_email = :email
            """)
        .param("email", email)
        .query(Accounts::read)
        .optional();
  }

  /** Whether there was an account of that id which was undone. */
  public boolean removed(UUID id) {
    return find(id).filter(account -> account.status() == AccountStatus.REMOVED).isPresent();
  }

  /** Makes a pending account usable; an active one stays so. */
  public void activate(UUID id, String actor) {
    jdbc.sql(
            """
            UPDATE account
               SET status = 'ACTIVE', updated_at = CURRENT_TIMESTAMP, updated_by = :actor
             WHERE id = :id AND status = 'PENDING'
            """)
        .param("id", id)
        .param("actor", actor)
        .update();
  }

  /** Undoes an account: its keys are free again, its row stays. */
  public void remove(UUID id, String actor) {
    jdbc.sql(
            """
            UPDATE account
               SET status = 'REMOVED', live_login_id = NULL, live_email = NULL,
                   live_username = NULL, password_hash = NULL, updated_at = CURRENT_TIMESTAMP,
                   updated_by = :actor
             WHERE id = :id AND status <> 'REMOVED'
            """)
        .param("id", id)
        .param("actor", actor)
        .update();
  }

  private static Account read(ResultSet row, int number) throws SQLException {
    return new Account(
        row.getObject("id", UUID.class),
        row.getString("tenant_id"),
        row.getString("login_id"),
        row.getString("email"),
        row.getString("username"),
        row.getString("name"),
        AccountStatus.valueOf(row.getString("status")));
  }
}
