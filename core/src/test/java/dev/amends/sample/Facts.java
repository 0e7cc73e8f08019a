package dev.amends.sample;

import dev.amends.journal.Actor;
import dev.amends.journal.AttemptOutcome;
import dev.amends.journal.Fact;
import dev.amends.journal.ParkReason;
import dev.amends.journal.Payload;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.Via;
import dev.amends.outcome.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts by their shortest name. Times are seconds after {@link #START}; steps are indexes. */
public final class Facts {
  /** When every story begins. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** A person. */
  public static final Actor KIM = Actor.of("kim");

  /** Indexes of steps that are named a, b, c and d. */
  public static final int A = 0;

  public static final int B = 1;
  public static final int C = 2;
  public static final int D = 3;

  private Facts() {}

  public static Instant t(double seconds) {
    return START.plusMillis(Math.round(seconds * 1_000));
  }

  public static Payload payload(String text) {
    return Payload.of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Failure failure(String code) {
    return Failure.of(code, "It was " + code + ".");
  }

  public static Fact.Started started() {
    return started(null, null);
  }

  public static Fact.Started started(@Nullable Instant deadline, @Nullable String exclusive) {
    return new Fact.Started(payload("input"), Map.of("trace", "1"), deadline, exclusive);
  }

  /** The adoption of a saga whose node died; its lease ran until that second. */
  public static Fact.Adopted crashed(double leaseEnd) {
    return new Fact.Adopted(true, t(leaseEnd));
  }

  /** The adoption of a saga that its node gave back in good order. */
  public static Fact.Adopted released() {
    return new Fact.Adopted(false, START);
  }

  public static Fact.Verdict taken(int step) {
    return new Fact.Verdict(step, true);
  }

  public static Fact.Verdict left(int step) {
    return new Fact.Verdict(step, false);
  }

  public static Fact.Expanded expanded(int step, String... keys) {
    return new Fact.Expanded(
        step, Arrays.stream(keys).map(key -> new Fact.Expanded.Item(key, payload(key))).toList());
  }

  public static Fact.Signalled signalled(int step) {
    return new Fact.Signalled(step, "id", payload("signal"));
  }

  public static Fact.Intended intended(int step) {
    return new Fact.Intended(step);
  }

  public static Fact.Succeeded succeeded(int step) {
    return new Fact.Succeeded(step, payload("result"), Via.CALL);
  }

  public static Fact.Succeeded found(int step) {
    return new Fact.Succeeded(step, payload("found"), Via.PROBE);
  }

  public static Fact.AttemptFailed notSent(int step, double due) {
    return attempt(step, AttemptOutcome.NOT_SENT, t(due));
  }

  /** The last attempt. */
  public static Fact.AttemptFailed notSent(int step) {
    return attempt(step, AttemptOutcome.NOT_SENT, null);
  }

  public static Fact.AttemptFailed rejected(int step) {
    return attempt(step, AttemptOutcome.REJECTED, null);
  }

  public static Fact.AttemptFailed unknown(int step, double due) {
    return attempt(step, AttemptOutcome.UNKNOWN, t(due));
  }

  /** The last attempt. */
  public static Fact.AttemptFailed unknown(int step) {
    return attempt(step, AttemptOutcome.UNKNOWN, null);
  }

  private static Fact.AttemptFailed attempt(int step, AttemptOutcome how, @Nullable Instant due) {
    return new Fact.AttemptFailed(step, how, failure(how.name()), due);
  }

  /** Nothing there, and that proves it. */
  public static Fact.ProbedAbsent absent(int step) {
    return new Fact.ProbedAbsent(step, null);
  }

  /** Nothing there yet. */
  public static Fact.ProbedAbsent absent(int step, double due) {
    return new Fact.ProbedAbsent(step, t(due));
  }

  public static Fact.ProbeFailed probeFailed(int step, double due) {
    return new Fact.ProbeFailed(step, failure("blind"), t(due));
  }

  /** The last probe. */
  public static Fact.ProbeFailed probeFailed(int step) {
    return new Fact.ProbeFailed(step, failure("blind"), null);
  }

  public static Fact.Failed failed(int step) {
    return new Fact.Failed(step, failure("failed"));
  }

  public static Fact.TurnedRound turned(int step) {
    return new Fact.TurnedRound(step, failure("turned"));
  }

  public static Fact.Undone undone(int step) {
    return new Fact.Undone(step);
  }

  public static Fact.UndoFailed undoFailed(int step, double due) {
    return new Fact.UndoFailed(step, failure("stubborn"), t(due));
  }

  /** The last undo. */
  public static Fact.UndoFailed undoFailed(int step) {
    return new Fact.UndoFailed(step, failure("stubborn"), null);
  }

  public static Fact.Parked parked(ParkReason why, int step) {
    return new Fact.Parked(why, step, failure("parked"));
  }

  public static Fact.Resumed resumed() {
    return new Fact.Resumed(KIM, "again");
  }

  public static Fact.CompensationOrdered compensationOrdered() {
    return new Fact.CompensationOrdered(KIM, "undo it");
  }

  public static Fact.CancelAsked cancelAsked() {
    return new Fact.CancelAsked(KIM, "not wanted");
  }

  public static Fact.CancelRefused cancelRefused() {
    return new Fact.CancelRefused(KIM, "too late");
  }

  public static Fact.InputEdited inputEdited() {
    return new Fact.InputEdited(payload("better"), KIM, "typo");
  }

  public static Fact.MarkedDone markedDone(int step) {
    return new Fact.MarkedDone(step, payload("by hand"), "a letter", KIM, "seen");
  }

  public static Fact.Skipped skipped(int step) {
    return new Fact.Skipped(step, KIM, "not needed");
  }

  public static Fact.Ended ended(SagaStatus status) {
    return new Fact.Ended(status, Payload.EMPTY);
  }
}
