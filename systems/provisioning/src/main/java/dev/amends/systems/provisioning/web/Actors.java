package dev.amends.systems.provisioning.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request: whoever is logged in, else who the header says, else nobody in particular.
 */
final class Actors {
  static final String HEADER = "X-Actor";
  static final String ANONYMOUS = "anonymous";
  private static final int MAX_LENGTH = 200;

  private Actors() {}

  static String of(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    String name = clean(principal == null ? null : principal.getName());
    return name != null ? name : anonymousUnless(clean(request.getHeader(HEADER)));
  }

  private static String anonymousUnless(@Nullable String name) {
    return name == null ? ANONYMOUS : name;
  }

  private static @Nullable String clean(@Nullable String name) {
    if (name == null) {
      return null;
    }
    String printable = name.replaceAll("\\p{Cntrl}", "").strip();
    if (printable.isEmpty()) {
      return null;
    }
    return printable.substring(0, Math.min(MAX_LENGTH, printable.length()));
  }
}
