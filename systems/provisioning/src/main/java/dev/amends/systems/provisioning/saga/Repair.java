package dev.amends.systems.provisioning.saga;

import dev.amends.systems.provisioning.mattermost.Marker;
import java.util.List;
import java.util.UUID;

/**
 * What of a settled project shall be made again.
 *
 * @param number which repair of the project
 * @param missing names of steps
 */
public record Repair(UUID projectId, int number, String teamId, List<String> missing) {
  public Repair {
    missing = List.copyOf(missing);
  }

  /** The key of its saga. */
  public String key() {
    return key(projectId, number);
  }

  /** The key of a repair's saga. */
  public static String key(UUID projectId, int number) {
    return projectId + ":" + number;
  }

  Marker marker() {
    return Marker.ofProject(projectId);
  }

  Made team() {
    return new Made(teamId);
  }
}
