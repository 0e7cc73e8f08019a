package dev.amends.systems.provisioning.e2e;

import java.util.HashMap;
import java.util.Map;

/** What goes wrong with one call, once. */
enum FaultKind {
  /** A definite no. */
  REFUSED(Map.of("mode", "status", "status", 400)),
  /** An error instead of the effect. */
  SERVER_ERROR(Map.of("mode", "status", "status", 500)),
  /** An error after the effect. */
  SERVER_ERROR_AFTER(Map.of("mode", "status", "status", 500, "effect", true)),
  /** The caller gives up before the effect, which comes all the same. */
  TIMEOUT_BEFORE(Map.of("mode", "delay", "delayMs", 700)),
  /** The caller gives up after the effect. */
  TIMEOUT_AFTER(Map.of("mode", "lose")),
  /** The connection breaks before the effect. */
  RESET(Map.of("mode", "reset")),
  /** The connection breaks after the effect. */
  RESET_AFTER(Map.of("mode", "reset", "effect", true)),
  /** An answer that nobody can read, after the effect. */
  GARBAGE(Map.of("mode", "garbage")),
  /** Too many calls. */
  TOO_MANY(Map.of("mode", "status", "status", 429, "retryAfter", 1));

  @SuppressWarnings("ImmutableEnumChecker") // made by Map.of with plain values
  private final Map<String, ?> fault;

  FaultKind(Map<String, ?> fault) {
    this.fault = fault;
  }

  /** Whether the call is settled by itself, without a person or an undo. */
  boolean passes() {
    return this != REFUSED;
  }

  Map<String, ?> on(String method, String path) {
    Map<String, Object> whole = new HashMap<>(fault);
    whole.put("method", method);
    whole.put("path", path);
    whole.put("times", 1);
    return whole;
  }
}
