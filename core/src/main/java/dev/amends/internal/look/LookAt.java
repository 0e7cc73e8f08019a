package dev.amends.internal.look;

import java.util.UUID;

/**
 * Which step a late look is about.
 *
 * @param saga the saga that has ended
 * @param step the step's name
 */
public record LookAt(UUID saga, String step) {}
