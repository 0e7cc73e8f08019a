package dev.amends.spring.web.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives the key of the request in hand to those who ask for it. */
public final class IdempotencyKeys implements HandlerMethodArgumentResolver {
  private static final String ATTRIBUTE = IdempotencyKey.class.getName();

  /** The key of the request in hand; empty outside of endpoints marked {@link Idempotent}. */
  public static Optional<IdempotencyKey> current() {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    return request == null ? Optional.empty() : Optional.ofNullable(of(request));
  }

  static void put(HttpServletRequest request, IdempotencyKey key) {
    request.setAttribute(ATTRIBUTE, key);
  }

  private static @Nullable IdempotencyKey of(RequestAttributes request) {
    return (IdempotencyKey) request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == IdempotencyKey.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    IdempotencyKey key = of(request);
    if (key == null) {
      throw new IllegalStateException(
          "%s takes an IdempotencyKey but is not marked @Idempotent"
              .formatted(parameter.getExecutable()));
    }
    return key;
  }
}
