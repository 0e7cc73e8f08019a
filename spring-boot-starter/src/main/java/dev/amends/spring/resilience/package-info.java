/**
 * Circuit breaker and bulkhead for each API of the catalogue, by Resilience4j's registries: a call
 * that they refuse was not sent, and its saga waits for it durably.
 */
@NullMarked
package dev.amends.spring.resilience;

import org.jspecify.annotations.NullMarked;
