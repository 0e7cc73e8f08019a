package dev.amends.console.security;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** The console's own users. Whoever the application knows besides is nobody here. */
final class ConsoleUsers implements AuthenticationManager {
  private record Known(Secret secret, ConsoleRole role) {}

  private final Map<String, Known> users = new HashMap<>();
  private final Known decoy;

  ConsoleUsers(Collection<ConsoleUser> all) {
    if (all.isEmpty()) {
      throw new IllegalArgumentException("The console needs at least one user");
    }
    for (ConsoleUser user : all) {
      users.put(user.name(), new Known(secret(user), user.role()));
    }
    decoy = users.values().iterator().next();
  }

  private static Secret secret(ConsoleUser user) {
    try {
      return Secret.of(user.password());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The password of the console's user '%s' is encoded in a way that is not known: %s"
              .formatted(user.name(), e.getMessage()),
          e);
    }
  }

  @Override
  public Authentication authenticate(Authentication request) {
    String name = request.getName();
    Known user = users.get(name);
    // A stranger costs as much time as a known user does.
    boolean right =
        (user == null ? decoy : user).secret().matches(String.valueOf(request.getCredentials()));
    if (user == null || !right) {
      throw new BadCredentialsException("No user of the console has that name and password");
    }
    return UsernamePasswordAuthenticationToken.authenticated(
        name, null, List.of(new SimpleGrantedAuthority(user.role().authority())));
  }
}
