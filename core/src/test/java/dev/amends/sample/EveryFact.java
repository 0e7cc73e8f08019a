package dev.amends.sample;

import static dev.amends.sample.Facts.failure;
import static dev.amends.sample.Facts.payload;

import dev.amends.journal.Actor;
import dev.amends.journal.AttemptOutcome;
import dev.amends.journal.Fact;
import dev.amends.journal.ParkReason;
import dev.amends.journal.Payload;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.Via;
import dev.amends.outcome.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Facts of every kind, the first of each kind plain, the others with values at their edges. */
public final class EveryFact {
  private static final Actor LONG_NAME = Actor.of("é".repeat(200));
  private static final Instant EARLY = Instant.parse("0001-01-01T00:00:00.000001Z");
  private static final Instant LATE = Instant.parse("9999-12-31T23:59:59.999999Z");
  private static final Failure BARE = new Failure("", "", 0, null);
  private static final Failure FULL =
      new Failure("http.422", "naïve ✓ \uD83D\uDE80".repeat(100), Integer.MAX_VALUE, "exists");
  private static final int LAST = Integer.MAX_VALUE - 1;

  private EveryFact() {}

  /** All kinds that there are, whether or not {@link #all} knows them. */
  public static List<Class<?>> kinds() {
    List<Class<?>> kinds = new ArrayList<>();
    collect(Fact.class, kinds);
    return kinds.stream().distinct().toList();
  }

  private static void collect(Class<?> type, List<Class<?>> kinds) {
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        collect(permitted, kinds);
      }
    } else {
      kinds.add(type);
    }
  }

  /** One plain fact of each kind. */
  public static List<Fact> plain() {
    List<Class<?>> seen = new ArrayList<>();
    List<Fact> plain = new ArrayList<>();
    for (Fact fact : all()) {
      if (!seen.contains(fact.getClass())) {
        seen.add(fact.getClass());
        plain.add(fact);
      }
    }
    return plain;
  }

  /** At least one fact of each kind. */
  public static List<Fact> all() {
    List<Fact> all = new ArrayList<>(ofSaga());
    all.addAll(ofAttempts());
    all.addAll(ofPersons());
    return all;
  }

  private static List<Fact> ofSaga() {
    return List.of(
        new Fact.Started(payload("{\"n\":1}"), Map.of("trace", "1"), Facts.t(4), "seat-7"),
        new Fact.Started(Payload.EMPTY, Map.of(), null, null),
        new Fact.Started(payload("x".repeat(100_000)), Map.of("", "", "z", "é\0"), EARLY, ""),
        new Fact.Acquired(),
        new Fact.Migrated("00112233445566ff"),
        new Fact.ChildOf(new UUID(1, 2), new SagaAddress(3, 19_000), 4, 5),
        new Fact.ChildOf(new UUID(-1, -2), new SagaAddress(Long.MAX_VALUE, 0), 0, -1),
        new Fact.Recalled(failure("rejected")),
        new Fact.Recalled(FULL),
        new Fact.ChildStarted(1, new UUID(1, 2), new SagaAddress(3, 19_000)),
        new Fact.ChildOrdered(1),
        new Fact.ChildEnded(
            1, new UUID(1, 2), SagaStatus.SUCCEEDED, payload("{\"id\":\"t1\"}"), null, 7),
        new Fact.ChildEnded(0, new UUID(1, 2), SagaStatus.COMPENSATED, Payload.EMPTY, FULL, 300),
        new Fact.Adopted(true, Facts.t(10)),
        new Fact.Adopted(false, LATE),
        new Fact.Adopted(false, EARLY),
        new Fact.Adopted(false, Instant.EPOCH),
        new Fact.TurnedRound(2, failure("rejected")),
        new Fact.TurnedRound(-1, BARE),
        new Fact.TurnedRound(LAST, FULL),
        new Fact.Parked(ParkReason.STEP_FAILED, 1, failure("rejected")),
        new Fact.Parked(ParkReason.HISTORY_GAP, -1, null),
        new Fact.Ended(SagaStatus.SUCCEEDED, payload("\"out\"")),
        new Fact.Ended(SagaStatus.COMPENSATED, Payload.EMPTY));
  }

  private static List<Fact> ofAttempts() {
    return List.of(
        Facts.expanded(3, "a", "b"),
        Facts.expanded(3),
        new Fact.Signalled(5, "p-1", payload("paid")),
        new Fact.Verdict(6, true),
        new Fact.Verdict(6, false),
        new Fact.Intended(3),
        new Fact.Intended(0),
        new Fact.Intended(127),
        new Fact.Intended(128),
        new Fact.Intended(Integer.MAX_VALUE),
        new Fact.Succeeded(0, payload("{\"id\":\"t1\"}"), Via.CALL),
        new Fact.Succeeded(499, Payload.EMPTY, Via.PROBE),
        new Fact.Succeeded(1, payload("x".repeat(127)), Via.CALL),
        new Fact.Succeeded(1, payload("x".repeat(128)), Via.CALL),
        new Fact.Succeeded(1, payload("x".repeat(16_384)), Via.CALL),
        new Fact.AttemptFailed(1, AttemptOutcome.NOT_SENT, failure("busy"), Facts.t(0.2)),
        new Fact.AttemptFailed(1, AttemptOutcome.REJECTED, FULL, null),
        new Fact.AttemptFailed(1, AttemptOutcome.UNKNOWN, new Failure("", "x", -1, ""), EARLY),
        new Fact.ProbedAbsent(1, Facts.t(11)),
        new Fact.ProbedAbsent(1, null),
        new Fact.ProbeFailed(1, failure("blind"), Facts.t(0.4)),
        new Fact.ProbeFailed(1, BARE, null),
        new Fact.Failed(2, failure("rejected")),
        new Fact.Failed(2, FULL),
        new Fact.Undone(4),
        new Fact.UndoFailed(4, failure("stubborn"), Facts.t(60)),
        new Fact.UndoFailed(4, FULL, null));
  }

  private static List<Fact> ofPersons() {
    return List.of(
        new Fact.Resumed(Facts.KIM, "re-run"),
        new Fact.Resumed(LONG_NAME, ""),
        new Fact.MarkedDone(2, payload("\"by hand\""), "letter", Facts.KIM, "seen"),
        new Fact.MarkedDone(2, Payload.EMPTY, "", LONG_NAME, "✓".repeat(1_000)),
        new Fact.Skipped(2, Facts.KIM, "not needed"),
        new Fact.Skipped(0, LONG_NAME, ""),
        new Fact.CompensationOrdered(Facts.KIM, "undo it"),
        new Fact.CancelAsked(Facts.KIM, "not wanted"),
        new Fact.CancelRefused(Facts.KIM, "too late"),
        new Fact.InputEdited(payload("{\"n\":2}"), Facts.KIM, "typo"),
        new Fact.InputEdited(Payload.EMPTY, LONG_NAME, ""));
  }
}
