package dev.amends.spring.failure;

import dev.amends.error.AmendsException;

/** The application is put together in a way that cannot work; the message says what to change. */
public final class MisconfiguredException extends AmendsException {
  private static final long serialVersionUID = 1L;

  /** The stable code of this exception. */
  public static final String CODE = "spring.misconfigured";

  private final String description;
  private final String action;

  /**
   * A mistake.
   *
   * @param description what is wrong
   * @param action what to do about it
   */
  public MisconfiguredException(String description, String action) {
    super(CODE, description + " " + action, null);
    this.description = description;
    this.action = action;
  }

  /** What is wrong. */
  public String description() {
    return description;
  }

  /** What to do about it. */
  public String action() {
    return action;
  }
}
