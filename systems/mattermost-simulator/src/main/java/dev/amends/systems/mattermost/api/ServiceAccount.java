package dev.amends.systems.mattermost.api;

import dev.amends.systems.mattermost.entity.Stamps;
import dev.amends.systems.mattermost.entity.User;
import java.util.Map;

/**
 * The system administrator whose token every caller uses. It is not kept with the users, and it
 * joins nothing, so that the state holds only what callers made.
 */
final class ServiceAccount {
  static final String ID = "simulatoradminaccount00000";

  static final User USER =
      new User(
          ID,
          new Stamps(1, 1, 0),
          "simulator-admin",
          "simulator-admin@localhost",
          "",
          "",
          "",
          "",
          "system_admin system_user",
          "en",
          Map.of());

  private ServiceAccount() {}
}
