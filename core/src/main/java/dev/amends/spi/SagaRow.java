package dev.amends.spi;

import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga as the index knows it, without its journal.
 *
 * @param address number and bucket
 * @param id the id that users see
 * @param type the definition's name
 * @param key null for unkeyed sagas
 * @param inputHash null for unkeyed sagas
 * @param planHash hash of the plan that it runs by
 * @param status where it stands
 * @param reason why it is parked, else null
 * @param owner incarnation that drives it, null for none
 * @param due when a dormant saga will be woken, else null
 * @param startedAt database time
 * @param endedAt database time, null while it has not ended
 */
public record SagaRow(
    SagaAddress address,
    UUID id,
    String type,
    @Nullable String key,
    @Nullable InputHash inputHash,
    String planHash,
    SagaStatus status,
    @Nullable ParkReason reason,
    @Nullable Long owner,
    @Nullable Instant due,
    Instant startedAt,
    @Nullable Instant endedAt) {}
