package dev.amends.spring.web.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an endpoint safe to repeat by the {@code Idempotency-Key} header. The same key with the
 * same body gets the first final answer again: status, body, {@code Location}, {@code ETag},
 * content type. Answers 202, 429 and 5xx are never final: a repeat runs the endpoint again, which
 * asks {@link IdempotencyKey#sagaKey(dev.amends.Sagas, Class)} for the key of its saga and so meets
 * the same one, or the next attempt after one that was undone. The same key with another body is
 * answered with 422, and while the first request is still at work a repeat waits and then gets 409.
 *
 * <p>Keys have 1 to 200 printable ASCII characters and count for each user, method and path. No
 * database connection is held while the endpoint works. Multipart requests are not recognized
 * again: they only get the key.
 *
 * <pre>{@code
 * @PostMapping("/orders")
 * @Idempotent
 * ResponseEntity<Order> place(@RequestBody NewOrder order, IdempotencyKey key) {
 *   return answer(sagas.run(PlaceOrder.class, key.sagaKey(sagas, PlaceOrder.class), order, patience));
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Idempotent {
  /** Whether a request without the header is refused with 400. */
  boolean required() default false;
}
