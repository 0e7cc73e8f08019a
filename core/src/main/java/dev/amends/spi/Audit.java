package dev.amends.spi;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to which saga, and what came of it.
 *
 * @param at database time by the writer's estimate
 * @param actor who
 * @param action what, such as {@code resume}
 * @param saga which saga
 * @param step which step, null when the action concerned none
 * @param reason in the actor's words
 * @param answer what came of it, such as {@code RESUMED}
 */
public record Audit(
    Instant at,
    String actor,
    String action,
    UUID saga,
    @Nullable String step,
    String reason,
    String answer) {}
