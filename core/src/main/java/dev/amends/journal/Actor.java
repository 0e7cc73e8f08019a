package dev.amends.journal;

/**
 * Who did something: a person or a part of the system.
 *
 * @param name 1 to 200 characters
 */
public record Actor(String name) {
  /** The engine itself. */
  public static final Actor ENGINE = new Actor("amends");

  public Actor {
    if (name.isBlank() || name.length() > 200) {
      throw new IllegalArgumentException("An actor's name has 1 to 200 characters");
    }
  }

  /** An actor of that name. */
  public static Actor of(String name) {
    return new Actor(name);
  }
}
