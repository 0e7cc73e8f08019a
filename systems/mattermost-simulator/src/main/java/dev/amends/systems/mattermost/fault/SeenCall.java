package dev.amends.systems.mattermost.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A call that reached the server.
 *
 * @param n counts the calls since the list was cleared
 * @param at when it came, in ISO 8601
 * @param body its JSON with secrets masked; null if it had none
 * @param idempotencyKey the header {@code Idempotency-Key}
 * @param fence the header {@code Amends-Fence}
 * @param status the number that was answered, {@code lost}, {@code reset}, or {@code waiting}
 * @param effect whether it changed the server's state, up to now
 * @param fault the fault that struck it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record SeenCall(
    long n,
    String at,
    String method,
    String path,
    String query,
    @Nullable JsonNode body,
    @Nullable String idempotencyKey,
    @Nullable String fence,
    Object status,
    boolean effect,
    @Nullable String fault) {

  SeenCall numbered(long number) {
    return new SeenCall(
        number, at, method, path, query, body, idempotencyKey, fence, status, effect, fault);
  }

  SeenCall ended(Object newStatus, boolean newEffect) {
    return new SeenCall(
        n, at, method, path, query, body, idempotencyKey, fence, newStatus, newEffect, fault);
  }
}
