package dev.amends.internal.start;

import dev.amends.internal.drive.Drive;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga that was started, now or before.
 *
 * @param id its id
 * @param number its number
 * @param created false when the key had been used before
 * @param drive its drive in this node's memory, null when it has none
 */
public record StartResult(UUID id, long number, boolean created, @Nullable Drive drive) {}
