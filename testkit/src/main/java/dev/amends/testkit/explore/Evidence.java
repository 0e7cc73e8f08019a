package dev.amends.testkit.explore;

import dev.amends.plan.Plan;
import dev.amends.spi.SagaRow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a run when it has come to rest.
 *
 * @param plan the saga's plan
 * @param row its index row, null when it was never started
 * @param settled how it came to rest
 * @param calls calls of user code in order
 * @param faults what went wrong
 * @param resumes how often a person let it continue
 * @param sound effects of each step when nothing goes wrong; empty when that is not known yet
 */
record Evidence(
    Plan plan,
    @Nullable SagaRow row,
    Settled settled,
    List<Call> calls,
    List<Injection> faults,
    int resumes,
    Map<String, Integer> sound) {}
