package dev.amends;

import java.util.Objects;

/**
 * Something from outside that a saga waits for: a payment has come, a person has agreed.
 *
 * @param name the name of the step that waits for it
 * @param payload what it brings
 * @param id equal when the same signal is sent again, 1 to 200 characters
 */
public record Signal(String name, Object payload, String id) {
  private static final int MAX_ID = 200;

  public Signal {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(payload, "payload");
    if (id.isBlank() || id.length() > MAX_ID) {
      throw new IllegalArgumentException(
          "A signal's id has 1 to %d characters that are not all blank".formatted(MAX_ID));
    }
  }

  /** A signal that comes once. */
  public static Signal of(String name, Object payload) {
    return new Signal(name, payload, name);
  }

  /** The same one among several of its name, as the payment with this number. */
  public Signal withId(String other) {
    return new Signal(name, payload, other);
  }
}
