package dev.amends.spi;

import dev.amends.journal.SagaAddress;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The index row of a saga that is being started.
 *
 * @param address number and bucket
 * @param id the id that users see
 * @param type the definition's name
 * @param key unique per type; null for unkeyed sagas
 * @param inputHash null for unkeyed sagas
 * @param planHash hash of the plan that it runs by
 * @param startedAt database time
 */
public record NewSaga(
    SagaAddress address,
    UUID id,
    String type,
    @Nullable String key,
    @Nullable InputHash inputHash,
    String planHash,
    Instant startedAt) {}
