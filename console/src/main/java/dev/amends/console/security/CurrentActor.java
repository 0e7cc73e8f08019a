package dev.amends.console.security;

import dev.amends.journal.Actor;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who sent the request that this thread handles, as orders are audited. */
public final class CurrentActor {
  private static final int LONGEST = 200;

  private CurrentActor() {}

  /** The authenticated user; a name that is longer than an actor's may be is cut. */
  public static Actor get() {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    if (who == null || who.getName().isBlank()) {
      throw new IllegalStateException("The filters let a request pass that nobody sent");
    }
    String name = who.getName();
    return Actor.of(name.length() > LONGEST ? name.substring(0, LONGEST) : name);
  }
}
