package dev.amends.systems.provisioning.integration;

import dev.amends.systems.provisioning.saga.Repair;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a check found missing.
 *
 * @param number which one of its project, counted from 1
 * @param missing names of steps
 */
public record RepairOrder(
    UUID projectId,
    int number,
    RepairState state,
    List<String> missing,
    Instant updatedAt,
    String updatedBy) {
  public RepairOrder {
    missing = List.copyOf(missing);
  }

  /** The key of the saga that acts on it. */
  String sagaKey() {
    return Repair.key(projectId, number);
  }
}
