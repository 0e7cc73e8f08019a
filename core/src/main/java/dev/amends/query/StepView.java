package dev.amends.query;

import dev.amends.definition.Api;
import dev.amends.journal.Actor;
import dev.amends.journal.StepStatus;
import dev.amends.outcome.Failure;
import dev.amends.plan.StepKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step as a screen shows it.
 *
 * @param name unique in its saga
 * @param kind what sort of step
 * @param group the group that runs it beside others, null when it stands alone
 * @param status where it stands
 * @param attempts attempts that have ended, over all resumes
 * @param failure last failure, null when there is none to show
 * @param api what it calls, null when its definition does not say
 * @param updatedAt when something was last recorded of it, null when nothing was
 * @param updatedBy who did that, null when nobody has
 * @param result its stored result with secrets masked, null when there is none
 * @param child the saga that does it, null when none does or it has not begun
 */
public record StepView(
    String name,
    StepKind kind,
    @Nullable String group,
    StepStatus status,
    int attempts,
    @Nullable Failure failure,
    @Nullable Api api,
    @Nullable Instant updatedAt,
    @Nullable Actor updatedBy,
    @Nullable String result,
    @Nullable UUID child) {}
