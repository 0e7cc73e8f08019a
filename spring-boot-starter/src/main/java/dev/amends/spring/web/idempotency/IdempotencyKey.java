package dev.amends.spring.web.idempotency;

import dev.amends.Sagas;
import dev.amends.definition.SagaDefinition;
import dev.amends.journal.SagaStatus;
import dev.amends.query.SagaView;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key of a request to an endpoint marked {@link Idempotent}; an argument of the endpoint, or
 * {@link IdempotencyKeys#current}. A request without the header has a key that nobody else has.
 *
 * @param value what the client sent, or a new random one
 * @param given whether the client sent it
 * @param owner whose it is; null for callers without a name
 */
public record IdempotencyKey(String value, boolean given, @Nullable String owner) {
  /** Longest key of a client, and of a saga. */
  public static final int MAX_LENGTH = 200;

  /** Attempts of one key at most; who is undone that often needs a new key. */
  public static final int MAX_ATTEMPTS = 1_000;

  static IdempotencyKey random() {
    return new IdempotencyKey(UUID.randomUUID().toString(), false, null);
  }

  /** Whether a header's value is a key. */
  static boolean valid(String value) {
    return !value.isBlank()
        && value.length() <= MAX_LENGTH
        && value.chars().allMatch(c -> c >= 0x20 && c <= 0x7e);
  }

  /** The saga key of the first attempt. */
  public String sagaKey() {
    return sagaKey(1);
  }

  /**
   * The saga key of an attempt: the client's key itself, then {@code key#2} and so on. Keys of
   * signed-in users carry a mark of the user, so that nobody meets another one's saga.
   *
   * @param attempt from 1 on
   */
  public String sagaKey(int attempt) {
    String key = owner == null ? value : value + "~" + Digests.sha256(owner).substring(0, 12);
    String suffix = attempt == 1 ? "" : "#" + attempt;
    return key.length() + suffix.length() <= MAX_LENGTH
        ? key + suffix
        : Digests.sha256(key) + suffix;
  }

  /**
   * The saga key that this request works with: the one of its saga, whatever that has come to, or
   * of the next attempt when it was undone.
   *
   * @throws IllegalStateException after {@link #MAX_ATTEMPTS} attempts
   */
  public String sagaKey(Sagas sagas, Class<? extends SagaDefinition<?, ?>> definition) {
    if (!given) {
      return sagaKey();
    }
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      String key = sagaKey(attempt);
      Optional<SagaView> saga = sagas.find(definition, key);
      if (saga.isEmpty() || saga.get().status() != SagaStatus.COMPENSATED) {
        return key;
      }
    }
    throw new IllegalStateException(
        "All of %d attempts of one Idempotency-Key were undone".formatted(MAX_ATTEMPTS));
  }
}
