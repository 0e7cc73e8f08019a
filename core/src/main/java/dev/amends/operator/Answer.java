package dev.amends.operator;

/** What came of an order. */
public enum Answer {
  /** It is on record, and the saga goes on accordingly. */
  ACCEPTED,
  /** There is no such saga. */
  NOT_FOUND,
  /** The saga is not parked, so nobody's decision is wanted. */
  NOT_PARKED,
  /** The saga has moved on since the person looked, or somebody else was first. */
  MOVED_ON,
  /** It is past the point where it can be undone, or has ended. */
  TOO_LATE,
  /** A step that would have to be undone has no compensation. */
  NOT_COMPENSATABLE,
  /** There is no step of that name. */
  NO_SUCH_STEP,
  /** The step does not stand where such a decision makes sense. */
  STEP_SETTLED,
  /** The given result or input cannot be read as its type. */
  UNREADABLE,
  /** The input cannot be changed while a step may have happened with it. */
  STEP_UNKNOWN,
  /** This node does not have the saga's definition. */
  DEFINITION_UNKNOWN
}
