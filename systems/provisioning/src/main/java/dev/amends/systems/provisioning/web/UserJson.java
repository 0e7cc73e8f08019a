package dev.amends.systems.provisioning.web;

import dev.amends.systems.provisioning.account.Account;
import java.util.UUID;

/** A user as they are shown. */
record UserJson(UUID id, String loginId, String email, UserStatus status) {
  static UserJson of(Account account, UserStatus status) {
    return new UserJson(account.id(), account.loginId(), account.email(), status);
  }
}
