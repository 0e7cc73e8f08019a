package dev.amends.spring.observe;

import dev.amends.spi.ContextCapture;
import java.util.Map;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Captures the name of who started a saga, as {@code actor}. Only the name: rights may have changed
 * by the time an action runs, so that the security context itself is not taken along.
 */
public final class ActorCapture implements ContextCapture {
  /** Name of the captured value. */
  public static final String ACTOR = "actor";

  private static final int MAX_NAME = 200;

  @Override
  public Map<String, String> capture() {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    if (who == null || who instanceof AnonymousAuthenticationToken || !who.isAuthenticated()) {
      return Map.of();
    }
    String name = who.getName();
    if (name == null || name.isBlank()) {
      return Map.of();
    }
    return Map.of(ACTOR, name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name);
  }
}
