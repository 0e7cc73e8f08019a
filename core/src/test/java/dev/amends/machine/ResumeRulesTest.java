package dev.amends.machine;

import static dev.amends.definition.Recovery.REPROCESS;
import static dev.amends.sample.Facts.A;
import static dev.amends.sample.Facts.B;
import static dev.amends.sample.Facts.absent;
import static dev.amends.sample.Facts.compensationOrdered;
import static dev.amends.sample.Facts.failed;
import static dev.amends.sample.Facts.failure;
import static dev.amends.sample.Facts.found;
import static dev.amends.sample.Facts.inputEdited;
import static dev.amends.sample.Facts.intended;
import static dev.amends.sample.Facts.markedDone;
import static dev.amends.sample.Facts.notSent;
import static dev.amends.sample.Facts.parked;
import static dev.amends.sample.Facts.probeFailed;
import static dev.amends.sample.Facts.resumed;
import static dev.amends.sample.Facts.skipped;
import static dev.amends.sample.Facts.succeeded;
import static dev.amends.sample.Facts.t;
import static dev.amends.sample.Facts.unknown;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.definition.Recovery;
import dev.amends.definition.Retry;
import dev.amends.journal.ParkReason;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.Probed;
import dev.amends.sample.Sample;
import dev.amends.sample.Story;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a person's decision on a parked saga leads to. */
class ResumeRulesTest {
  private static final Retry PATIENT =
      Retry.backoff(ofSeconds(1), ofSeconds(1)).within(ofSeconds(30));

  private static Story saga(String... lines) {
    return Story.of(Sample.plan(REPROCESS, lines));
  }

  @Tag("operator")
  @Test
  void repeatsAFailedStepInANewGenerationAndNothingThatSucceeded() {
    Story saga = saga("a: idempotent", "b: idempotent").and(succeeded(A)).and(notSent(B));
    Story resumed = saga.concluded().and(resumed());
    assertThat(resumed.decides()).isEqualTo("call b");
    assertThat(resumed.step(B).generation()).isEqualTo(2);
    assertThat(resumed.step(A).generation()).isEqualTo(1);
    assertThat(resumed.and(notSent(B, 1)).at(2).decides())
        .as("all attempts anew")
        .isEqualTo("call b");
  }

  @Test
  void keepsADoubtAndItsKeyThroughAResume() {
    Story tried = saga("a: idempotent").and(unknown(A, 1)).and(unknown(A, 1)).and(unknown(A, 1));
    Story saga = tried.and(unknown(A)).concluded();
    assertThat(saga.history().parkReason()).isEqualTo(ParkReason.UNKNOWN_OUTCOME);
    Story resumed = saga.and(resumed());
    assertThat(resumed.step(A).unknown()).isTrue();
    assertThat(resumed.step(A).generation()).isEqualTo(1);
    assertThat(resumed.decides()).isEqualTo("call a");
  }

  @Test
  void looksAgainWhenItIsResumedAfterItsProbeCouldNotTell() {
    Story saga = saga("a: probe").and(unknown(A, 1)).and(probeFailed(A)).concluded();
    Story resumed = saga.at(5_000).and(resumed());
    assertThat(resumed.decides()).isEqualTo("probe a");
    assertThat(resumed.and(found(A)).decides()).isEqualTo("SUCCEEDED");
    assertThat(resumed.and(absent(A)).decides()).isEqualTo("call a");
  }

  @Test
  void parksAnAtMostOnceStepAgainUntilAPersonSaysWhatBecameOfIt() {
    Story saga = saga("a: at-most-once", "b: local").and(intended(A)).and(unknown(A)).concluded();
    assertThat(saga.and(resumed()).decides()).isEqualTo("Parked UNKNOWN_OUTCOME a");
    assertThat(saga.and(markedDone(A)).decides()).isEqualTo("call b");
    assertThat(saga.and(skipped(A)).decides()).isEqualTo("call b");
  }

  @Test
  void callsAReadOnlyStepAgainWhoseAnswerCouldNotBeStored() {
    Story saga = saga("a: read-only").and(unknown(A), parked(ParkReason.PAYLOAD_UNREADABLE, A));
    assertThat(saga.and(resumed()).decides()).isEqualTo("call a");
  }

  @Test
  void goesOnWithACorrectedInput() {
    Story saga = saga("a: idempotent").and(failed(A)).concluded();
    Story edited = saga.and(inputEdited());
    assertThat(edited.decides()).as("still parked").isEqualTo("rest");
    assertThat(edited.and(resumed()).decides()).isEqualTo("call a");
  }

  @Test
  void beginsTheTimeForProbingAnewWhenItIsResumed() {
    Story resumed = blind(REPROCESS).at(5_000).and(resumed());
    assertThat(nextProbe(resumed)).isEqualTo(t(5_001));
  }

  @Test
  void beginsTheTimeForProbingAnewWhenAPersonOrdersItBack() {
    Story ordered = blind(Recovery.COMPENSATE).at(5_000).and(compensationOrdered());
    assertThat(ordered.decides()).isEqualTo("probe a");
    assertThat(nextProbe(ordered)).isEqualTo(t(5_001));
  }

  @Test
  void beginsTheTimeForProbingAnewWithANewGeneration() {
    Story saga = probing(REPROCESS).and(unknown(A, 1)).at(2).and(probeFailed(A, 3)).at(4);
    Story resumed = saga.and(failed(A)).concluded().at(5_000).and(resumed());
    Story again = resumed.and(unknown(A));
    assertThat(again.decides()).isEqualTo("probe a");
    assertThat(nextProbe(again)).isEqualTo(t(5_001));
  }

  @Test
  void beginsTheTimeForRetriesAnewWhenADoubtIsResumed() {
    Story parked = retrying().and(unknown(A)).concluded();
    Story resumed = parked.at(5_000).and(resumed());
    assertThat(resumed.decides()).isEqualTo("call a");
    var step = resumed.history().plan().step(A);
    var again =
        Conclusion.ofCall(step, resumed.step(A), Outcome.unknown(failure("x")), t(5_000), 0);
    assertThat(again.due()).isEqualTo(t(5_001));
  }

  private static Story retrying() {
    return Story.of(
        Sample.plan(
            saga -> {
              saga.onFailure(REPROCESS);
              saga.remote("a", run -> {}).idempotent().retry(PATIENT);
            }));
  }

  private static Story probing(Recovery recovery) {
    return Story.of(
        Sample.plan(
            saga -> {
              saga.onFailure(recovery);
              saga.remote("a", String.class, run -> "a")
                  .probe(run -> Probed.absent())
                  .compensate((run, result) -> {})
                  .probing(PATIENT);
            }));
  }

  /** Parked because its probe could not tell for as long as the policy says. */
  private static Story blind(Recovery recovery) {
    Story saga = probing(recovery).and(unknown(A)).at(2).and(probeFailed(A, 3)).at(40);
    return saga.and(probeFailed(A)).concluded();
  }

  private static Instant nextProbe(Story saga) {
    var step = saga.history().plan().step(A);
    return Conclusion.ofFailedProbe(step, saga.step(A), failure("blind"), t(5_000), 0).due();
  }
}
