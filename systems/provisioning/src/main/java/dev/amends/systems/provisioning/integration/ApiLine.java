package dev.amends.systems.provisioning.integration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One API of a project's integration.
 *
 * @param name name of the step that calls it
 * @param request what it is called with, secrets masked
 * @param attempts attempts that have ended
 * @param error null when there is none to show
 */
public record ApiLine(
    String name,
    String method,
    String url,
    String request,
    ApiStatus status,
    int attempts,
    @Nullable ApiError error,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    String updatedBy) {}
