package dev.amends.internal.start;

import dev.amends.internal.call.Subject;
import dev.amends.journal.Fact;
import dev.amends.plan.Plan;
import dev.amends.spi.InputHash;
import dev.amends.spi.NewSaga;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A start that is checked and encoded, and not written yet.
 *
 * @param plan what it runs by
 * @param subject the saga to be
 * @param started its first fact
 * @param hash of its input, null for unkeyed sagas
 * @param at database time
 * @param since the monotonic clock at that time
 */
record StartOrder(
    Plan plan,
    Subject subject,
    Fact.Started started,
    @Nullable InputHash hash,
    Instant at,
    long since) {

  NewSaga row() {
    return new NewSaga(
        subject.address(), subject.id(), subject.type(), subject.key(), hash, plan.hash(), at);
  }
}
