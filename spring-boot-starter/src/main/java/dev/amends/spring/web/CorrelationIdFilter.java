package dev.amends.spring.web;

import dev.amends.spring.http.AmendsHttpHeaders;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives every request a correlation id: the caller's {@code X-Correlation-Id} where it is fit to be
 * logged and stored, else a new one. It stands in the logging context as {@code correlationId}
 * while the request is handled, goes along with sagas that are started meanwhile, and is answered.
 */
public final class CorrelationIdFilter extends OncePerRequestFilter {
  private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._:/=+-]{1,128}");
  private static final String ATTRIBUTE = CorrelationIdFilter.class.getName();

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = id(request);
    String before = MDC.get(AmendsHttpHeaders.CORRELATION_ID_KEY);
    request.setAttribute(ATTRIBUTE, id);
    response.setHeader(AmendsHttpHeaders.CORRELATION_ID, id);
    MDC.put(AmendsHttpHeaders.CORRELATION_ID_KEY, id);
    try {
      chain.doFilter(request, response);
    } finally {
      if (before == null) {
        MDC.remove(AmendsHttpHeaders.CORRELATION_ID_KEY);
      } else {
        MDC.put(AmendsHttpHeaders.CORRELATION_ID_KEY, before);
      }
    }
  }

  private static String id(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String given) {
      return given;
    }
    @Nullable String sent = request.getHeader(AmendsHttpHeaders.CORRELATION_ID);
    return sent != null && FIT.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
  }

  /** The second half of an asynchronous request runs on another thread. */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }
}
