package dev.amends.spring.web.idempotency;

import dev.amends.error.StoreUnavailableException;
import dev.amends.spring.http.AmendsHttpHeaders;
import dev.amends.spring.web.Problem;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Asks for the key of a request before its endpoint, if that is marked {@link Idempotent}, runs.
 */
public final class IdempotencyInterceptor implements HandlerInterceptor {
  private static final Duration COME_BACK = Duration.ofSeconds(1);

  private final Claims claims;

  public IdempotencyInterceptor(Claims claims) {
    this.claims = claims;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    Idempotent idempotent = marked(handler);
    if (idempotent == null || request.getDispatcherType() != DispatcherType.REQUEST) {
      return true;
    }
    String value = request.getHeader(AmendsHttpHeaders.IDEMPOTENCY_KEY);
    if (value == null) {
      return withoutKey(idempotent, request, response);
    }
    if (!IdempotencyKey.valid(value)) {
      Problem.of(
              HttpStatus.BAD_REQUEST,
              "idempotency.key-invalid",
              "An Idempotency-Key has 1 to 200 printable ASCII characters.")
          .write(request, response);
      return false;
    }
    KeyedExchange exchange = KeyedExchange.of(request);
    Principal owner = request.getUserPrincipal();
    IdempotencyKey key = new IdempotencyKey(value, true, owner == null ? null : owner.getName());
    IdempotencyKeys.put(request, key);
    return exchange == null || claim(key, exchange, request, response);
  }

  private static @Nullable Idempotent marked(Object handler) {
    if (!(handler instanceof HandlerMethod method)) {
      return null;
    }
    Idempotent own = method.getMethodAnnotation(Idempotent.class);
    return own != null
        ? own
        : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Idempotent.class);
  }

  private static boolean withoutKey(
      Idempotent idempotent, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (idempotent.required()) {
      Problem.of(
              HttpStatus.BAD_REQUEST,
              "idempotency.key-missing",
              "This request needs an Idempotency-Key header.")
          .write(request, response);
      return false;
    }
    IdempotencyKeys.put(request, IdempotencyKey.random());
    return true;
  }

  private boolean claim(
      IdempotencyKey key,
      KeyedExchange exchange,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    String owner = key.owner() == null ? "" : key.owner();
    String scope = Digests.sha256(owner, request.getMethod(), request.getRequestURI(), key.value());
    Claims.Claim claim;
    try {
      claim = claims.claim(scope, exchange.digest());
    } catch (StoreUnavailableException away) {
      new Problem(
              HttpStatus.SERVICE_UNAVAILABLE,
              away.code(),
              "The database cannot be reached at present. Repeat the request later, with the same key.",
              COME_BACK)
          .write(request, response);
      return false;
    }
    if (claim instanceof Claims.Claim.Granted granted) {
      exchange.granted(scope, granted.token());
      return true;
    }
    if (claim instanceof Claims.Claim.Answered answered) {
      answered.answer().write(response);
    } else {
      refusal(claim).write(request, response);
    }
    return false;
  }

  private static Problem refusal(Claims.Claim claim) {
    return claim instanceof Claims.Claim.Reused
        ? Problem.of(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "idempotency.key-reused",
            "This Idempotency-Key was used before with another request. A new request needs a new key.")
        : new Problem(
            HttpStatus.CONFLICT,
            "idempotency.in-progress",
            "A request with this Idempotency-Key is being worked on. Repeat it to get its answer.",
            COME_BACK);
  }
}
