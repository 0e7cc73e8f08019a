package dev.amends.console.security;

import dev.amends.console.web.Problem;
import dev.amends.console.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * What those are told who may not.
 *
 * @param challenge the way to authenticate, null when that is the application's matter
 */
record Refusals(@Nullable String challenge)
    implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {
  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    if (challenge != null) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }
    ProblemWriter.write(
        Problem.of(
            HttpStatus.UNAUTHORIZED,
            "auth.required",
            "Name a user of the console and the right password."),
        response);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
      throws IOException {
    ProblemWriter.write(
        Problem.of(
            HttpStatus.FORBIDDEN,
            "auth.forbidden",
            "This user may not do that; it takes the role %s.".formatted(ConsoleRole.OPERATOR)),
        response);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException reason)
      throws IOException {
    ProblemWriter.write(
        Problem.of(
            HttpStatus.BAD_REQUEST,
            "request.rejected",
            "The path or a header has characters that can be read in more than one way."),
        response);
  }
}
