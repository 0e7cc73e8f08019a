package dev.amends.systems.provisioning.saga;

import dev.amends.systems.provisioning.mattermost.Marker;
import dev.amends.systems.provisioning.mattermost.TeamNames;
import java.util.UUID;

/** A project to be created. E-mail address and user name are lower-cased. */
public record NewProject(
    UUID id,
    String tenantId,
    String name,
    String adminEmail,
    String adminUsername,
    String adminName) {
  /** The name of its team on Mattermost. */
  public String teamName() {
    return TeamNames.ofProject(tenantId, name, id);
  }

  Marker marker() {
    return Marker.ofProject(id);
  }
}
