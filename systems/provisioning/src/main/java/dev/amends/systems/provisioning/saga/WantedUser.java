package dev.amends.systems.provisioning.saga;

import dev.amends.systems.provisioning.mattermost.Marker;
import java.util.UUID;

/** The user that an account shall have on Mattermost. E-mail and user name are lower-cased. */
record WantedUser(UUID accountId, String email, String username, String name) {
  Marker marker() {
    return Marker.ofAccount(accountId);
  }
}
