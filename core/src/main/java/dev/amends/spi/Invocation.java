package dev.amends.spi;

import dev.amends.action.Run;
import dev.amends.definition.Api;
import dev.amends.plan.StepKind;
import org.jspecify.annotations.Nullable;

/**
 * One call of user code.
 *
 * @param type the saga's definition
 * @param step the step's name
 * @param kind what sort of step
 * @param work which code of the step
 * @param api the catalogue entry that it calls, null for none
 * @param run what the code sees
 */
public record Invocation(
    String type, String step, StepKind kind, Work work, @Nullable Api api, Run<?> run) {
  /** Which code of a step is called. */
  public enum Work {
    /** The action. */
    ACTION,
    /** The probe. */
    PROBE,
    /** The compensation, with or without a result. */
    UNDO
  }
}
