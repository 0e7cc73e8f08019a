package dev.amends.plan;

import dev.amends.action.Action;
import dev.amends.action.Condition;
import dev.amends.action.Effect;
import dev.amends.action.Judge;
import dev.amends.action.Probe;
import dev.amends.action.ProbeAll;
import dev.amends.action.Undo;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The user's code of one step, with erased types.
 *
 * @param action the step's work
 * @param undo undo of a known effect
 * @param undoUnknown undo by the idempotency key alone
 * @param probe look-up by a natural key
 * @param probeAll list of all effects
 * @param identity what tells two listed effects apart
 * @param judge the step's own reading of exceptions
 * @param condition whether the step is taken
 * @param items what the step is taken for
 * @param child plan of the saga that does it; then the action gives that saga's input
 */
public record StepActions(
    Action<Object, Object> action,
    @Nullable Undo<Object, Object> undo,
    @Nullable Effect<Object> undoUnknown,
    @Nullable Probe<Object, Object> probe,
    @Nullable ProbeAll<Object, Object> probeAll,
    @Nullable Function<Object, ?> identity,
    @Nullable Judge<Object> judge,
    @Nullable Condition<Object> condition,
    @Nullable ItemList<Object> items,
    @Nullable Plan child) {}
