package dev.amends;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A started saga. Handed out inside a caller's transaction, it is valid once that has committed.
 *
 * @param id the saga's id
 * @param type its definition's name
 * @param key the key that it was started with, null when it has none
 * @param created false when the key had been used before and this is the first saga's handle
 */
public record SagaHandle(UUID id, String type, @Nullable String key, boolean created) {}
