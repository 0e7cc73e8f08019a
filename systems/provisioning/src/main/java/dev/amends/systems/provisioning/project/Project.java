package dev.amends.systems.provisioning.project;

import java.time.Instant;
import java.util.UUID;

/**
 * A project as a list shows it.
 *
 * @param seq its place in the order of creation
 * @param teamName the name of its team on Mattermost
 */
public record Project(
    long seq,
    UUID id,
    String tenantId,
    String name,
    String teamName,
    UUID adminAccountId,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    String updatedBy) {}
