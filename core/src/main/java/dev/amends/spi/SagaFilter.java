package dev.amends.spi;

import dev.amends.journal.SagaStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which sagas to list, newest first.
 *
 * @param type the definition's name, null for all
 * @param status null for all
 * @param key exact key, null for all
 * @param after only sagas with a smaller number than this one, null for the newest
 * @param limit 1 to 1,001: a page of 1,000, and one more that tells whether there is a next
 */
public record SagaFilter(
    @Nullable String type,
    @Nullable SagaStatus status,
    @Nullable String key,
    @Nullable Long after,
    int limit) {
  /** Most rows that are asked for at once. */
  public static final int MAX_LIMIT = 1_001;

  public SagaFilter {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException(
          "limit must be 1 to %d, got %d".formatted(MAX_LIMIT, limit));
    }
  }
}
