package dev.amends.systems.provisioning.operation;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.amends.spring.web.idempotency.IdempotencyKey;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Ids of what an operation makes. They are made before the call, so that they can be the keys of
 * its saga; a client's idempotency key always gives the same ids.
 */
final class AttemptIds {
  private static final int MOST = 100;

  private AttemptIds() {}

  /**
   * The id of the attempt that a request belongs to: the first one that wasn't undone.
   *
   * @param operation keeps keys of different operations apart
   * @param undone whether the attempt of an id was undone
   */
  static UUID of(String operation, IdempotencyKey key, Predicate<UUID> undone) {
    if (!key.given()) {
      return UuidCreator.getTimeOrderedEpoch();
    }
    for (int attempt = 1; attempt <= MOST; attempt++) {
      UUID id = UuidCreator.getNameBasedSha1(operation + ":" + key.sagaKey(attempt));
      if (!undone.test(id)) {
        return id;
      }
    }
    throw new TooManyAttemptsException(
        "%d attempts with this idempotency key were undone; take another key".formatted(MOST));
  }
}
