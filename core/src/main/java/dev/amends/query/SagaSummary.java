package dev.amends.query;

import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga in a list.
 *
 * @param id its id
 * @param type its definition's name
 * @param key its key, null when it has none
 * @param status where it stands
 * @param reason why it is parked, else null
 * @param startedAt when it was started
 * @param endedAt when it ended, else null
 */
public record SagaSummary(
    UUID id,
    String type,
    @Nullable String key,
    SagaStatus status,
    @Nullable ParkReason reason,
    Instant startedAt,
    @Nullable Instant endedAt) {}
