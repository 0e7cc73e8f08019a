package dev.amends.spi;

import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaIds;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The index row of a saga that is being started.
 *
 * @param address number and bucket
 * @param id the id that users see; it carries the number, see {@link SagaIds}
 * @param type the definition's name
 * @param key unique per type; null for unkeyed sagas
 * @param inputHash null for unkeyed sagas
 * @param planHash hash of the plan that it runs by
 * @param startedAt database time
 * @param root number of the outermost saga that this one does a step of; null when it stands for
 *     itself
 */
public record NewSaga(
    SagaAddress address,
    UUID id,
    String type,
    @Nullable String key,
    @Nullable InputHash inputHash,
    String planHash,
    Instant startedAt,
    @Nullable Long root) {
  /** The row of a saga that stands for itself. */
  public NewSaga(
      SagaAddress address,
      UUID id,
      String type,
      @Nullable String key,
      @Nullable InputHash inputHash,
      String planHash,
      Instant startedAt) {
    this(address, id, type, key, inputHash, planHash, startedAt, null);
  }
}
