package dev.amends.systems.provisioning.web;

import dev.amends.systems.provisioning.integration.MessengerStatus;
import dev.amends.systems.provisioning.project.Project;
import java.time.Instant;
import java.util.UUID;

/** A project as it is shown. */
record ProjectJson(
    UUID id,
    String tenantId,
    String name,
    String teamName,
    MessengerStatus messengerStatus,
    Instant createdAt,
    String createdBy) {
  static ProjectJson of(Project project, MessengerStatus status) {
    return new ProjectJson(
        project.id(),
        project.tenantId(),
        project.name(),
        project.teamName(),
        status,
        project.createdAt(),
        project.createdBy());
  }
}
