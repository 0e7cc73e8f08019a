package dev.amends.systems.provisioning.account;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account to be written.
 *
 * @param passwordHash null for one that nobody has set a password for
 */
public record NewAccount(
    UUID id,
    String tenantId,
    String loginId,
    String email,
    String username,
    String name,
    @Nullable String passwordHash) {
  @Override
  public String toString() {
    return "NewAccount[id=%s, tenantId=%s]".formatted(id, tenantId);
  }
}
