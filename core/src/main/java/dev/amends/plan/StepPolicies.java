package dev.amends.plan;

import dev.amends.definition.Retry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What may change about a step without changing its plan's hash.
 *
 * @param retry of the action
 * @param probing of a failing probe
 * @param undoing of the compensation
 * @param timeout total time of one call
 * @param settle how long after a request may have left its absence proves nothing
 * @param within how long a signal is waited for; null for steps that wait for none
 */
public record StepPolicies(
    Retry retry,
    Retry probing,
    Retry undoing,
    Duration timeout,
    Duration settle,
    @Nullable Duration within) {}
