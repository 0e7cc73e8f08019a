package dev.amends.machine;

import static dev.amends.definition.Recovery.COMPENSATE;
import static dev.amends.definition.Recovery.REPROCESS;
import static dev.amends.sample.Facts.A;
import static dev.amends.sample.Facts.B;
import static dev.amends.sample.Facts.absent;
import static dev.amends.sample.Facts.ended;
import static dev.amends.sample.Facts.failed;
import static dev.amends.sample.Facts.found;
import static dev.amends.sample.Facts.intended;
import static dev.amends.sample.Facts.markedDone;
import static dev.amends.sample.Facts.notSent;
import static dev.amends.sample.Facts.parked;
import static dev.amends.sample.Facts.probeFailed;
import static dev.amends.sample.Facts.rejected;
import static dev.amends.sample.Facts.succeeded;
import static dev.amends.sample.Facts.turned;
import static dev.amends.sample.Facts.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.definition.Recovery;
import dev.amends.journal.Fact;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.sample.Facts;
import dev.amends.sample.Sample;
import dev.amends.sample.Story;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the attempts of one step lead to; groups, deadlines and adoptions have tests of their own.
 */
class MachineRulesTest {
  /**
   * Attempts: N not sent, R rejected, U unknown, S success. Looks: A absent, F found, P could not
   * tell, X a stranger's. I is the intent of an at-most-once call. With an exclamation mark it was
   * the last try that the policy allows.
   */
  private static Fact fact(String word) {
    return switch (word) {
      case "N" -> notSent(A, 1);
      case "N!" -> notSent(A);
      case "R" -> rejected(A);
      case "U" -> unknown(A, 1);
      case "U!" -> unknown(A);
      case "S" -> succeeded(A);
      case "A" -> absent(A);
      case "F" -> found(A);
      case "P" -> probeFailed(A, 1);
      case "P!" -> probeFailed(A);
      case "X" -> failed(A);
      case "I" -> intended(A);
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static Story told(String step, Recovery recovery, String facts) {
    Story story = Story.of(Sample.plan(recovery, "a: " + step));
    for (String word : facts.isEmpty() ? new String[0] : facts.split(" ", -1)) {
      story = story.and(fact(word));
    }
    return story.at(100);
  }

  @Tag("unknown-sticks")
  @ParameterizedTest(name = "{0} ({1}) after [{2}]: {3}")
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          # NotSent is tried again, used up it is a failure
          local         | COMPENSATE | ''   | call a
          local         | COMPENSATE | N    | call a
          local         | COMPENSATE | N!   | Failed a
          local         | COMPENSATE | R    | Failed a
          local         | COMPENSATE | S    | SUCCEEDED
          read-only     | COMPENSATE | ''   | call a
          read-only     | COMPENSATE | N    | call a
          read-only     | COMPENSATE | N!   | Failed a
          read-only     | COMPENSATE | R    | Failed a
          idempotent    | COMPENSATE | ''   | call a
          idempotent    | COMPENSATE | N    | call a
          idempotent    | COMPENSATE | N!   | Failed a
          idempotent    | COMPENSATE | R    | Failed a
          idempotent    | REPROCESS  | N!   | Failed a
          idempotent    | REPROCESS  | R    | Failed a
          probe         | COMPENSATE | ''   | call a
          probe         | COMPENSATE | N    | call a
          probe         | COMPENSATE | N!   | Failed a
          probe         | COMPENSATE | R    | Failed a
          at-most-once  | COMPENSATE | ''   | call a
          at-most-once  | COMPENSATE | I    | call a
          at-most-once  | COMPENSATE | I N  | call a
          at-most-once  | COMPENSATE | I N! | Failed a
          at-most-once  | COMPENSATE | I R  | Failed a
          # a definite failure turns round or parks
          local         | COMPENSATE | X    | TurnedRound a
          local         | REPROCESS  | X    | Parked STEP_FAILED a
          idempotent    | COMPENSATE | X    | TurnedRound a
          idempotent    | REPROCESS  | X    | Parked STEP_FAILED a
          probe         | COMPENSATE | U X  | TurnedRound a
          probe         | REPROCESS  | U X  | Parked STEP_FAILED a
          # a probe settles what is unknown: ours, absent, or a stranger's
          probe         | COMPENSATE | U    | probe a
          probe         | COMPENSATE | U F  | SUCCEEDED
          probe         | COMPENSATE | U A  | call a
          probe         | COMPENSATE | U! A | Failed a
          probe         | REPROCESS  | U! A | Failed a
          probe-all     | COMPENSATE | U    | probe a
          probe-all     | COMPENSATE | U A  | call a
          # a probe that cannot tell is asked again, and parks in the end
          probe         | COMPENSATE | U P  | probe a
          probe         | COMPENSATE | U P! | Parked UNKNOWN_OUTCOME a
          probe         | REPROCESS  | U P! | Parked UNKNOWN_OUTCOME a
          probe stays   | COMPENSATE | U P! | Parked UNKNOWN_OUTCOME a
          probe undo-unknown | COMPENSATE | U P! | Parked UNKNOWN_OUTCOME a
          # Unknown sticks: what comes after it proves nothing
          probe         | COMPENSATE | U R  | probe a
          probe         | COMPENSATE | U N  | probe a
          probe         | COMPENSATE | U N! | probe a
          probe         | COMPENSATE | U A U | probe a
          probe         | COMPENSATE | U A R | Failed a
          idempotent    | COMPENSATE | U N  | call a
          idempotent    | COMPENSATE | U S  | SUCCEEDED
          # an idempotent call is repeated, and used up it turns round or parks
          idempotent    | COMPENSATE | U    | call a
          idempotent    | COMPENSATE | U U  | call a
          idempotent    | COMPENSATE | U!   | TurnedRound a
          idempotent    | COMPENSATE | U N! | TurnedRound a
          idempotent    | COMPENSATE | U R  | TurnedRound a
          idempotent stays | COMPENSATE | U! | TurnedRound a
          idempotent    | REPROCESS  | U    | call a
          idempotent    | REPROCESS  | U!   | Parked UNKNOWN_OUTCOME a
          idempotent    | REPROCESS  | U N! | Parked UNKNOWN_OUTCOME a
          idempotent    | REPROCESS  | U R  | Parked UNKNOWN_OUTCOME a
          idempotent stays | REPROCESS | U! | Parked UNKNOWN_OUTCOME a
          # an at-most-once call is never repeated while it is unknown
          at-most-once  | COMPENSATE | I U  | Parked UNKNOWN_OUTCOME a
          at-most-once  | REPROCESS  | I U  | Parked UNKNOWN_OUTCOME a
          at-most-once stays | COMPENSATE | I U | Parked UNKNOWN_OUTCOME a
          at-most-once undo-unknown | COMPENSATE | I U | TurnedRound a
          at-most-once undo-unknown | REPROCESS  | I U | Parked UNKNOWN_OUTCOME a
          """)
  void decidesByAllAttemptsOfAStep(String step, Recovery recovery, String facts, String decides) {
    assertThat(told(step, recovery, facts).decides()).isEqualTo(decides);
  }

  @Test
  void waitsUntilTheNextAttemptIsDue() {
    Story saga = Story.of(Sample.plan(COMPENSATE, "a: idempotent")).and(notSent(A, 5));
    assertThat(saga.at(4.999).decides()).isEqualTo("until 5");
    assertThat(saga.at(5).decides()).isEqualTo("call a");
  }

  @Test
  void waitsUntilTheNextProbeIsDue() {
    Story saga = Story.of(Sample.plan(COMPENSATE, "a: probe")).and(unknown(A, 1));
    Story early = saga.at(2).and(absent(A, 11));
    assertThat(early.at(10).decides()).isEqualTo("until 11");
    assertThat(early.at(11).decides()).isEqualTo("probe a");
    Story blind = saga.at(2).and(probeFailed(A, 3));
    assertThat(blind.at(2).decides()).isEqualTo("until 3");
    assertThat(blind.at(3).decides()).isEqualTo("probe a");
  }

  @Test
  void stopsCallingWhenThePolicyAllowsFewerAttemptsThanWereMade() {
    Story saga = Story.of(Sample.plan(COMPENSATE, "a: idempotent"));
    for (int attempt = 1; attempt <= 3; attempt++) {
      saga = saga.and(notSent(A, 1));
    }
    assertThat(saga.at(2).decides()).isEqualTo("call a");
    assertThat(saga.and(notSent(A, 1)).at(2).decides()).isEqualTo("Failed a");
  }

  @Tag("failure-stops")
  @Test
  void leavesWhatIsBehindAFailedStepReady() {
    Story saga = Story.of(Sample.plan(REPROCESS, "a: idempotent", "b: idempotent"));
    Story stopped = saga.and(rejected(A)).concluded();
    assertThat(stopped.history().status()).isEqualTo(SagaStatus.PARKED);
    assertThat(stopped.history().causeStep()).isEqualTo(A);
    assertThat(stopped.history().cause()).isEqualTo(Facts.failure("REJECTED"));
    assertThat(stopped.step(B).calls()).isZero();
    assertThat(stopped.decides()).isEqualTo("rest");
  }

  @Test
  void beginsAStepWhenTheOneInFrontOfItHasSucceeded() {
    Story saga = Story.of(Sample.plan(COMPENSATE, "a: local", "b: idempotent"));
    assertThat(saga.decides()).isEqualTo("call a");
    assertThat(saga.underWay(A).decides()).isEqualTo("wait");
    assertThat(saga.and(succeeded(A)).decides()).isEqualTo("call b");
    assertThat(saga.and(succeeded(A), succeeded(B)).decides()).isEqualTo("SUCCEEDED");
  }

  @Test
  void doesNothingForASagaThatHasEndedOrIsParked() {
    Story saga = Story.of(Sample.plan(COMPENSATE, "a: local"));
    assertThat(saga.and(succeeded(A), ended(SagaStatus.SUCCEEDED)).decides()).isEqualTo("rest");
    assertThat(saga.and(turned(A), ended(SagaStatus.COMPENSATED)).decides()).isEqualTo("rest");
    for (ParkReason why : ParkReason.values()) {
      assertThat(saga.and(parked(why, -1)).decides()).as(why.name()).isEqualTo("rest");
    }
  }

  @Test
  void takesItsExclusiveKeyBeforeTheFirstStep() {
    Story saga =
        Story.of(
            Sample.plan(COMPENSATE, "seat: exclusive", "a: local"), Facts.started(null, "seat"));
    assertThat(saga.decides()).isEqualTo("acquire seat");
    assertThat(saga.and(new Fact.Acquired()).decides()).isEqualTo("call a");
  }

  @Test
  void looksOnceMoreAtAListThatMayShowTwoEffects() {
    Story list = Story.of(Sample.plan(COMPENSATE, "a: probe-all"));
    assertThat(list.and(succeeded(A)).decides()).isEqualTo("SUCCEEDED");
    assertThat(list.and(notSent(A, 1), succeeded(A)).decides()).isEqualTo("SUCCEEDED; look at a");
    assertThat(list.and(unknown(A), absent(A), succeeded(A)).decides())
        .isEqualTo("SUCCEEDED; look at a");
    Story marked = list.and(unknown(A), absent(A), parked(ParkReason.STEP_FAILED, A));
    assertThat(marked.and(markedDone(A)).decides())
        .as("the lost call may still arrive")
        .isEqualTo("SUCCEEDED; look at a");
    Story single = Story.of(Sample.plan(COMPENSATE, "a: probe"));
    assertThat(single.and(unknown(A), absent(A), succeeded(A)).decides())
        .as("a natural key holds one effect at most")
        .isEqualTo("SUCCEEDED");
  }

  @Test
  void givesTheLastFailureAsTheCause() {
    Story saga = Story.of(Sample.plan(COMPENSATE, "a: idempotent")).and(notSent(A, 1), rejected(A));
    assertThat(saga.conclusions()).containsExactly(new Fact.Failed(A, Facts.failure("REJECTED")));
    assertThat(saga.concluded().history().cause()).isEqualTo(Facts.failure("REJECTED"));
  }
}
