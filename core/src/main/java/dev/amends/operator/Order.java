package dev.amends.operator;

import dev.amends.journal.Actor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants done to a saga.
 *
 * @param saga which
 * @param actor who wants it
 * @param reason why; may be empty, at most 1,000 characters
 * @param position position of the journal that the person saw, null for whatever it is now
 */
public record Order(UUID saga, Actor actor, String reason, @Nullable Integer position) {
  public Order {
    if (reason.length() > 1_000) {
      throw new IllegalArgumentException("A reason has at most 1,000 characters");
    }
  }

  /** An order on the saga as it stands. */
  public static Order on(UUID saga, Actor actor, String reason) {
    return new Order(saga, actor, reason, null);
  }
}
