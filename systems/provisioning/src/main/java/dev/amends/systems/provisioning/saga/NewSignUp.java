package dev.amends.systems.provisioning.saga;

import dev.amends.jackson.Secret;
import dev.amends.systems.provisioning.mattermost.Marker;
import dev.amends.systems.provisioning.mattermost.TeamNames;
import java.util.UUID;

/**
 * Somebody who signs up. E-mail address and user name are lower-cased.
 *
 * @param password encrypted where it is stored, and erased once the saga has settled
 */
public record NewSignUp(
    UUID accountId,
    String tenantId,
    String loginId,
    String email,
    String username,
    String name,
    @Secret String password) {
  WantedUser user() {
    return new WantedUser(accountId, email, username, name);
  }

  Marker marker() {
    return Marker.ofAccount(accountId);
  }

  String channelName() {
    return "welcome-" + TeamNames.shortened(accountId);
  }

  @Override
  public String toString() {
    return "NewSignUp[accountId=%s, tenantId=%s]".formatted(accountId, tenantId);
  }
}
