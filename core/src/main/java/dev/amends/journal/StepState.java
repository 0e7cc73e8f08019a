package dev.amends.journal;

import dev.amends.outcome.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the facts add up to for one step. Immutable for everybody but {@link Fold}, which works on
 * copies of its own.
 */
public final class StepState {
  /** How far a step's action has come to a conclusion. */
  public enum Phase {
    /** No conclusion yet. */
    OPEN,
    /** The effect is there. */
    SUCCEEDED,
    /** There is no effect, and none will be tried without a person. */
    FAILED,
    /** It stands for others, which are taken in its place. */
    EXPANDED,
    /** Left out, by its condition or a person. */
    SKIPPED
  }

  /** How far a step's undo has come. */
  public enum Undoing {
    /** Not concluded. */
    OPEN,
    /** Undone, or nothing was there. */
    DONE,
    /** Tried for as long as the policy says. */
    FAILED
  }

  Phase phase = Phase.OPEN;
  Undoing undoing = Undoing.OPEN;
  int generation = 1;
  int attempts;
  int calls;
  boolean unknown;
  boolean exhausted;
  @Nullable Payload item;
  boolean taken;
  boolean intended;
  boolean retriedAfterAbsence;
  boolean lateEffectPossible;
  int probeFailures;
  int undoFailures;
  @Nullable Instant firstFailure;
  @Nullable Instant firstProbeFailure;
  @Nullable Instant firstUndoFailure;
  @Nullable Instant since;
  @Nullable String signal;
  Fact.@Nullable ChildStarted child;
  boolean childOrdered;
  int childEnd;
  @Nullable Instant left;
  @Nullable Instant due;
  @Nullable Instant probeDue;
  @Nullable Instant undoDue;
  boolean probeExhausted;
  @Nullable Payload result;
  @Nullable Failure failure;
  @Nullable Instant updatedAt;
  @Nullable Actor updatedBy;

  StepState() {}

  StepState(StepState from) {
    phase = from.phase;
    undoing = from.undoing;
    generation = from.generation;
    attempts = from.attempts;
    calls = from.calls;
    unknown = from.unknown;
    exhausted = from.exhausted;
    item = from.item;
    taken = from.taken;
    intended = from.intended;
    retriedAfterAbsence = from.retriedAfterAbsence;
    lateEffectPossible = from.lateEffectPossible;
    probeFailures = from.probeFailures;
    undoFailures = from.undoFailures;
    firstFailure = from.firstFailure;
    firstProbeFailure = from.firstProbeFailure;
    firstUndoFailure = from.firstUndoFailure;
    since = from.since;
    signal = from.signal;
    child = from.child;
    childOrdered = from.childOrdered;
    childEnd = from.childEnd;
    left = from.left;
    due = from.due;
    probeDue = from.probeDue;
    undoDue = from.undoDue;
    probeExhausted = from.probeExhausted;
    result = from.result;
    failure = from.failure;
    updatedAt = from.updatedAt;
    updatedBy = from.updatedBy;
  }

  /** How far the action has come. */
  public Phase phase() {
    return phase;
  }

  /** How far the undo has come. */
  public Undoing undoing() {
    return undoing;
  }

  /** Part of the idempotency key; 1 until a person resumes after a definite failure. */
  public int generation() {
    return generation;
  }

  /** Attempts of this generation that have ended, those included that a crash cut off. */
  public int attempts() {
    return attempts;
  }

  /** Attempts of all generations that have ended, the successful one included. */
  public int calls() {
    return calls;
  }

  /** Whether an attempt may have had an effect that nobody has seen or excluded since. */
  public boolean unknown() {
    return unknown;
  }

  /** Whether no further attempt is planned. */
  public boolean exhausted() {
    return exhausted;
  }

  /** The stored item that the step is taken for; null for a step as it was declared. */
  public @Nullable Payload item() {
    return item;
  }

  /** Whether its condition was asked and held. */
  public boolean taken() {
    return taken;
  }

  /** Whether the intent of an at-most-once call is on record. */
  public boolean intended() {
    return intended;
  }

  /** Whether absence was taken for proof after an unknown attempt. */
  public boolean retriedAfterAbsence() {
    return retriedAfterAbsence;
  }

  /** Whether an effect may still come after the saga has ended. */
  public boolean lateEffectPossible() {
    return lateEffectPossible;
  }

  /** Probes in a row that could not tell. */
  public int probeFailures() {
    return probeFailures;
  }

  /** Failed undo attempts. */
  public int undoFailures() {
    return undoFailures;
  }

  /** When the first attempt of this generation failed. */
  public @Nullable Instant firstFailure() {
    return firstFailure;
  }

  /** When the present run of failing probes began. */
  public @Nullable Instant firstProbeFailure() {
    return firstProbeFailure;
  }

  /** When the undo failed first. */
  public @Nullable Instant firstUndoFailure() {
    return firstUndoFailure;
  }

  /** Since when a signal is waited for; null while none is. */
  public @Nullable Instant since() {
    return since;
  }

  /** Id of the signal that came; null when none has. */
  public @Nullable String signal() {
    return signal;
  }

  /** The saga that does the step; null when none was started in this generation. */
  public Fact.@Nullable ChildStarted child() {
    return child;
  }

  /** Whether that saga was told to stop or to undo, and has not answered yet. */
  public boolean childOrdered() {
    return childOrdered;
  }

  /** Last position of that saga's journal when it ended; 0 before that. */
  public int childEnd() {
    return childEnd;
  }

  /** When a request whose fate is unknown may last have left; null when none is. */
  public @Nullable Instant left() {
    return left;
  }

  /** Earliest time of the next call. */
  public @Nullable Instant due() {
    return due;
  }

  /** Earliest time of the next probe. */
  public @Nullable Instant probeDue() {
    return probeDue;
  }

  /** Earliest time of the next undo. */
  public @Nullable Instant undoDue() {
    return undoDue;
  }

  /** Whether no further probe is planned. */
  public boolean probeExhausted() {
    return probeExhausted;
  }

  /** The stored result; null unless it succeeded. */
  public @Nullable Payload result() {
    return result;
  }

  /** The last failure of action, probe or undo; null when there is none to show. */
  public @Nullable Failure failure() {
    return failure;
  }

  /** When a fact last concerned this step. */
  public @Nullable Instant updatedAt() {
    return updatedAt;
  }

  /** Who last changed it, null when nothing has. */
  public @Nullable Actor updatedBy() {
    return updatedBy;
  }

  /** Whether nothing stands between this step and the next one. */
  public boolean passed() {
    return phase != Phase.OPEN && phase != Phase.FAILED;
  }
}
