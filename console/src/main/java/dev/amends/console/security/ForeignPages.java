package dev.amends.console.security;

import dev.amends.console.web.Problem;
import dev.amends.console.web.ProblemWriter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpStatus;

/**
 * Refuses what a page of another site makes a browser send, other than to look. A browser adds the
 * credentials that it keeps for the console to such requests, be they Basic or a session. Beside
 * this, orders are taken as {@code application/json} only, which a browser does not send across
 * sites without asking first, and the console never says yes to that question.
 */
final class ForeignPages implements Filter {
  /** Methods that change nothing. */
  static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (foreign((HttpServletRequest) request)) {
      ProblemWriter.write(
          Problem.of(
              HttpStatus.FORBIDDEN,
              "auth.cross-site",
              "A page of another site asked for this; orders are taken from the console's own pages."),
          (HttpServletResponse) response);
      return;
    }
    chain.doFilter(request, response);
  }

  private static boolean foreign(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null && FOREIGN.contains(site) && !SAFE.contains(request.getMethod());
  }
}
