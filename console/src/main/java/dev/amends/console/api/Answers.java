package dev.amends.console.api;

import dev.amends.console.web.Problem;
import dev.amends.operator.Answer;
import org.springframework.http.HttpStatus;

/** What an order's refusal is called over HTTP. */
final class Answers {
  private Answers() {}

  /** The problem that an answer other than {@link Answer#ACCEPTED} is. */
  static Problem problem(Answer answer) {
    return switch (answer) {
      case ACCEPTED -> throw new IllegalArgumentException("ACCEPTED is no problem");
      case NOT_FOUND -> SagaId.notFound();
      case NOT_PARKED ->
          conflict("saga.not-parked", "The saga is not parked, so there is nothing to decide.");
      case MOVED_ON ->
          conflict(
              "saga.moved-on",
              "The saga has moved on since you looked, or somebody was first; look again.");
      case TOO_LATE ->
          conflict("saga.too-late", "The saga has ended, or is past the point of no return.");
      case NOT_COMPENSATABLE ->
          conflict(
              "saga.not-compensatable", "A step that would have to be undone has no compensation.");
      case NO_SUCH_STEP ->
          Problem.of(HttpStatus.NOT_FOUND, "step.not-found", "The saga has no step of that name.");
      case STEP_SETTLED ->
          conflict("step.settled", "The step does not stand where this would make sense.");
      case UNREADABLE ->
          Problem.of(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "payload.unreadable",
              "What was given, or what is stored, cannot be read as the type that belongs there.");
      case STEP_UNKNOWN ->
          conflict(
              "step.unknown",
              "A step may have happened with the present input; settle it by done or skip first.");
      case DEFINITION_UNKNOWN ->
          conflict("definition.unknown", "This node does not have the saga's definition.");
    };
  }

  private static Problem conflict(String code, String detail) {
    return Problem.of(HttpStatus.CONFLICT, code, detail);
  }
}
