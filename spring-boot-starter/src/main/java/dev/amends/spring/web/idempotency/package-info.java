/**
 * {@code Idempotency-Key} for endpoints: the first final answer of a key is kept and given again,
 * everything else runs the endpoint again, with the saga key of the attempt that is due.
 */
@NullMarked
package dev.amends.spring.web.idempotency;

import org.jspecify.annotations.NullMarked;
