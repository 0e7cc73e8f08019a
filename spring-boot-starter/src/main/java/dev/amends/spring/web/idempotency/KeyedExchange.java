package dev.amends.spring.web.idempotency;

import jakarta.servlet.ServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request with an Idempotency-Key while it is handled; one thread at a time has it. */
final class KeyedExchange {
  private static final String ATTRIBUTE = KeyedExchange.class.getName();

  private final BufferedRequest request;
  private @Nullable String scope;
  private @Nullable UUID token;

  KeyedExchange(BufferedRequest request) {
    this.request = request;
    request.setAttribute(ATTRIBUTE, this);
  }

  static @Nullable KeyedExchange of(ServletRequest request) {
    return (KeyedExchange) request.getAttribute(ATTRIBUTE);
  }

  String digest() {
    return request.digest();
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
