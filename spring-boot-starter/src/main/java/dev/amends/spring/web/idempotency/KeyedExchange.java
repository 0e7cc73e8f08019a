package dev.amends.spring.web.idempotency;

import jakarta.servlet.ServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request with an Idempotency-Key while it is handled; one thread at a time has it. */
final class KeyedExchange {
  private static final String ATTRIBUTE = KeyedExchange.class.getName();

  private final String digest;
  private @Nullable String scope;
  private @Nullable UUID token;

  private KeyedExchange(ServletRequest request, String digest) {
    this.digest = digest;
    request.setAttribute(ATTRIBUTE, this);
  }

  /** An exchange that is known again by its body, and its query. */
  static KeyedExchange ofBody(BufferedRequest request) {
    String query = request.getQueryString() == null ? "" : request.getQueryString();
    return new KeyedExchange(
        request, Digests.sha256(query.getBytes(StandardCharsets.UTF_8), request.body()));
  }

  /** An exchange that is known again by its parameters: only the container may read a form. */
  static KeyedExchange ofForm(ServletRequest request) {
    StringBuilder form = new StringBuilder();
    new TreeMap<>(request.getParameterMap())
        .forEach((name, values) -> form.append(name).append(Arrays.toString(values)).append('\n'));
    return new KeyedExchange(request, Digests.sha256(form.toString()));
  }

  static @Nullable KeyedExchange of(ServletRequest request) {
    return (KeyedExchange) request.getAttribute(ATTRIBUTE);
  }

  /** What makes two requests the same, apart from who sends them where. */
  String digest() {
    return digest;
  }

  /** The endpoint works on the key from now on. */
  void granted(String scopeOfKey, UUID byToken) {
    this.scope = scopeOfKey;
    this.token = byToken;
  }

  /** Keeps the answer, or lets the key go when it is not final. Nothing if nothing was granted. */
  void end(Claims claims, BufferedAnswer answer, long maxAnswer) {
    String heldScope = scope;
    UUID heldToken = token;
    if (heldScope == null || heldToken == null) {
      return;
    }
    token = null;
    if (answer.leftToContainer() || !StoredAnswer.isFinal(answer.getStatus())) {
      claims.release(heldScope, heldToken);
      return;
    }
    byte[] body = answer.getContentAsByteArray();
    byte[] kept = body.length <= maxAnswer ? body : new byte[0];
    claims.finish(heldScope, heldToken, StoredAnswer.of(answer, kept));
  }

  /** Lets the key go because handling failed. */
  void abandon(Claims claims) {
    String heldScope = scope;
    UUID heldToken = token;
    if (heldScope != null && heldToken != null) {
      token = null;
      claims.release(heldScope, heldToken);
    }
  }
}
