package dev.amends.machine;

import static dev.amends.sample.Facts.A;
import static dev.amends.sample.Facts.failure;
import static dev.amends.sample.Facts.notSent;
import static dev.amends.sample.Facts.probeFailed;
import static dev.amends.sample.Facts.t;
import static dev.amends.sample.Facts.turned;
import static dev.amends.sample.Facts.undoFailed;
import static dev.amends.sample.Facts.unknown;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.definition.Recovery;
import dev.amends.definition.RemoteCall;
import dev.amends.definition.RemoteStep;
import dev.amends.definition.Retry;
import dev.amends.journal.AttemptOutcome;
import dev.amends.journal.Fact;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.Probed;
import dev.amends.plan.PlanStep;
import dev.amends.sample.Sample;
import dev.amends.sample.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When the next attempt, look or undo is due, and that there is none. */
class ConclusionTest {
  private static Story remote(
      Function<RemoteCall<String, String>, RemoteStep<String, String>> declared) {
    return Story.of(
        Sample.plan(
            saga ->
                declared
                    .apply(saga.remote("a", String.class, run -> "a"))
                    .compensate((run, result) -> {})
                    .compensateUnknown(run -> {})));
  }

  private static Story retried(Retry retry) {
    return remote(call -> call.idempotent().retry(retry));
  }

  private static PlanStep plan(Story saga) {
    return saga.history().plan().step(A);
  }

  private static Fact.AttemptFailed call(Story saga, Outcome outcome, Instant now, double random) {
    return Conclusion.ofCall(plan(saga), saga.step(A), outcome, now, random);
  }

  private static Outcome notSentAfter(@Nullable Duration wish) {
    return new Outcome.NotSent(failure("busy"), wish);
  }

  /** Waits after each failure, until there is no next attempt. */
  private static List<Duration> waits(Retry retry, int most) {
    List<Duration> waits = new ArrayList<>();
    Story saga = retried(retry);
    Instant now = t(0);
    for (int failure = 0; failure < most; failure++) {
      Instant due = call(saga, notSentAfter(null), now, 0).due();
      if (due == null) {
        break;
      }
      waits.add(Duration.between(now, due));
      saga = saga.at(Duration.between(t(0), now).toMillis() / 1_000.0).and(notSent(A, 0));
      now = due;
    }
    return waits;
  }

  @Test
  void doublesTheWaitUntilTheAttemptsAreUsedUp() {
    assertThat(waits(Retry.DEFAULT, 100))
        .containsExactly(ofMillis(200), ofMillis(400), ofMillis(800));
    assertThat(waits(Retry.never(), 100)).isEmpty();
  }

  @Test
  void neverWaitsLongerThanTheCap() {
    assertThat(waits(Retry.backoff(ofSeconds(1), ofSeconds(3)), 5))
        .containsExactly(ofSeconds(1), ofSeconds(2), ofSeconds(3), ofSeconds(3), ofSeconds(3));
  }

  @Test
  void plansNoAttemptLaterThanItsTimeAfterTheFirstFailure() {
    Retry retry = Retry.backoff(ofSeconds(4), ofSeconds(4)).within(ofSeconds(10));
    assertThat(waits(retry, 100)).containsExactly(ofSeconds(4), ofSeconds(4));
    Retry exact = Retry.backoff(ofSeconds(5), ofSeconds(5)).within(ofSeconds(10));
    assertThat(waits(exact, 100)).as("exactly then is allowed").hasSize(2);
  }

  @Test
  void takesOffAtMostHalfOfTheWaitByChance() {
    Story saga = retried(Retry.backoff(ofSeconds(8), ofSeconds(8)));
    assertThat(call(saga, notSentAfter(null), t(0), 0).due()).isEqualTo(t(8));
    assertThat(call(saga, notSentAfter(null), t(0), 0.5).due()).isEqualTo(t(6));
    assertThat(call(saga, notSentAfter(null), t(0), Math.nextDown(1.0)).due())
        .isBetween(t(4), t(4.001));
  }

  @Test
  void waitsAtLeastAsLongAsTheOtherSideWishes() {
    Story saga = retried(Retry.backoff(ofSeconds(2), ofSeconds(2)));
    assertThat(call(saga, notSentAfter(ofSeconds(30)), t(0), 0).due()).isEqualTo(t(30));
    assertThat(call(saga, notSentAfter(ofSeconds(1)), t(0), 0).due())
        .as("never less than the policy says")
        .isEqualTo(t(2));
    assertThat(call(saga, notSentAfter(ofSeconds(-5)), t(0), 0).due()).isEqualTo(t(2));
    Outcome busy = new Outcome.Unknown(failure("503"), ofSeconds(7));
    assertThat(call(saga, busy, t(0), 0).due()).isEqualTo(t(7));
  }

  @Test
  void honoursAWishOfAQuarterOfAnHourAtMost() {
    Story saga = retried(Retry.backoff(ofSeconds(2), ofSeconds(2)));
    assertThat(Conclusion.LONGEST_WISH).isEqualTo(ofMinutes(15));
    assertThat(call(saga, notSentAfter(Duration.ofDays(9)), t(0), 0).due()).isEqualTo(t(15 * 60));
  }

  @Test
  void plansNoAttemptThatTheWishPutsBehindTheTimeAllowed() {
    Story saga = retried(Retry.backoff(ofSeconds(2), ofSeconds(2)).within(ofSeconds(20)));
    assertThat(call(saga, notSentAfter(ofSeconds(21)), t(0), 0).due()).isNull();
    assertThat(call(saga, notSentAfter(ofSeconds(20)), t(0), 0).due()).isEqualTo(t(20));
  }

  @Test
  void plansNoAttemptAfterARejection() {
    Fact.AttemptFailed fact =
        call(retried(Retry.DEFAULT), Outcome.rejected(failure("422")), t(0), 0);
    assertThat(fact)
        .isEqualTo(new Fact.AttemptFailed(A, AttemptOutcome.REJECTED, failure("422"), null));
  }

  @Test
  void keepsWhatTheOutcomeProves() {
    Story saga = retried(Retry.DEFAULT);
    assertThat(call(saga, Outcome.notSent(failure("x")), t(0), 0).outcome())
        .isEqualTo(AttemptOutcome.NOT_SENT);
    assertThat(call(saga, Outcome.unknown(failure("x")), t(0), 0).outcome())
        .isEqualTo(AttemptOutcome.UNKNOWN);
  }

  @Test
  void doubtsNothingThatHasNoEffectOrWasRolledBack() {
    for (String step : List.of("a: read-only", "a: local")) {
      Story saga = Story.of(Sample.plan(Recovery.COMPENSATE, step));
      assertThat(call(saga, Outcome.unknown(failure("x")), t(0), 0).outcome())
          .as(step)
          .isEqualTo(AttemptOutcome.NOT_SENT);
    }
  }

  @Test
  void isNoPlaceForASuccess() {
    assertThatThrownBy(() -> call(retried(Retry.DEFAULT), new Outcome.Success("x"), t(0), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Tag("C3")
  @Test
  void countsAbsenceOnlyOnceTheCallHasSettled() {
    Story saga = remote(call -> call.probe(run -> Probed.absent()).timeout(ofSeconds(4)));
    Story sent = saga.at(10).and(unknown(A, 11));
    assertThat(absence(sent, t(14.999))).isEqualTo(t(15));
    assertThat(absence(sent, t(15))).as("total time and a second later").isNull();
    Story again = sent.at(20).and(unknown(A, 21));
    assertThat(absence(again, t(22))).as("from the last one on").isEqualTo(t(25));
  }

  @Tag("settle")
  @Test
  void countsAbsenceAtOnceWhereTheOtherSideRefusesLateCalls() {
    Story saga = remote(call -> call.probe(run -> Probed.absent()).settle(Duration.ZERO));
    assertThat(absence(saga.at(10).and(unknown(A, 11)), t(10))).isNull();
  }

  private static @Nullable Instant absence(Story saga, Instant now) {
    return Conclusion.ofAbsence(plan(saga), saga.step(A), now).due();
  }

  @Test
  void repeatsAFailingProbeByItsOwnPolicy() {
    Story saga = remote(call -> call.probe(run -> Probed.absent())).at(0).and(unknown(A));
    assertThat(probe(saga, t(0))).isEqualTo(t(0.2));
    Story blind = saga.and(probeFailed(A, 1)).at(1).and(probeFailed(A, 2));
    assertThat(probe(blind, t(2))).as("the third one").isEqualTo(t(2.8));
    assertThat(probe(blind, t(29.2))).isEqualTo(t(30));
    assertThat(probe(blind, t(29.201))).as("30 s after the first one").isNull();
  }

  private static @Nullable Instant probe(Story saga, Instant now) {
    return Conclusion.ofFailedProbe(plan(saga), saga.step(A), failure("x"), now, 0).due();
  }

  @Test
  void repeatsAFailingUndoByItsOwnPolicy() {
    Story saga = retried(Retry.never()).and(unknown(A), turned(A));
    assertThat(undo(saga, t(0))).isEqualTo(t(0.2));
    Story stubborn = saga.and(undoFailed(A, 1));
    assertThat(undo(stubborn, t(1))).isEqualTo(t(1.4));
    for (int i = 0; i < 20; i++) {
      stubborn = stubborn.and(undoFailed(A, 1));
    }
    assertThat(undo(stubborn, t(100))).as("a minute at most").isEqualTo(t(160));
    assertThat(undo(stubborn, t(24 * 3_600 - 60))).isEqualTo(t(24 * 3_600));
    assertThat(undo(stubborn, t(24 * 3_600 - 59))).as("for a day").isNull();
  }

  private static @Nullable Instant undo(Story saga, Instant now) {
    return Conclusion.ofFailedUndo(plan(saga), saga.step(A), failure("x"), now, 0).due();
  }
}
