package dev.amends.spring.web.idempotency;

import dev.amends.spring.http.AmendsHttpHeaders;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Holds request and answer of keyed requests so that the one can be recognized and the other kept.
 * Whether an endpoint wants that is known only later, to {@link IdempotencyInterceptor}.
 */
public final class IdempotencyFilter extends OncePerRequestFilter {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final Claims claims;
  private final long maxAnswer;

  /**
   * A filter.
   *
   * @param maxAnswer longest body that is kept, in bytes
   */
  public IdempotencyFilter(Claims claims, long maxAnswer) {
    this.claims = claims;
    this.maxAnswer = maxAnswer;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return SAFE.contains(request.getMethod())
        || request.getHeader(AmendsHttpHeaders.IDEMPOTENCY_KEY) == null
        || isOfType(request, "multipart/");
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    KeyedExchange before = KeyedExchange.of(request);
    if (before != null) {
      secondHalf(before, request, response, chain);
      return;
    }
    BufferedAnswer answer = new BufferedAnswer(response);
    if (isOfType(request, "application/x-www-form-urlencoded")) {
      handle(KeyedExchange.ofForm(request), request, answer, chain, answer);
    } else {
      BufferedRequest buffered = BufferedRequest.of(request);
      handle(KeyedExchange.ofBody(buffered), buffered, answer, chain, answer);
    }
  }

  private static boolean isOfType(HttpServletRequest request, String prefix) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(prefix);
  }

  /** What follows when an endpoint has answered from another thread. */
  private void secondHalf(
      KeyedExchange exchange,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    BufferedAnswer answer = WebUtils.getNativeResponse(response, BufferedAnswer.class);
    handle(exchange, request, response, chain, answer);
  }

  private void handle(
      KeyedExchange exchange,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      @Nullable BufferedAnswer answer)
      throws ServletException, IOException {
    boolean ended = false;
    try {
      chain.doFilter(request, response);
      ended = true;
    } finally {
      if (!ended || answer == null) {
        exchange.abandon(claims);
      }
    }
    if (answer != null && !isAsyncStarted(request)) {
      exchange.end(claims, answer, maxAnswer);
      answer.copyBodyToResponse();
    }
  }
}
