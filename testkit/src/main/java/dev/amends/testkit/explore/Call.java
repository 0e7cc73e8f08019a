package dev.amends.testkit.explore;

import dev.amends.spi.Invocation;

/**
 * A call of user code.
 *
 * @param step whose code
 * @param work which code of the step
 * @param key the idempotency key that it was given
 * @param reached whether it got as far as the user's code
 */
record Call(String step, Invocation.Work work, String key, boolean reached) {}
