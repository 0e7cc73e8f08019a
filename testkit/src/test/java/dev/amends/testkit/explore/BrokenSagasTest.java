package dev.amends.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.amends.definition.Recovery;
import dev.amends.definition.Retry;
import dev.amends.definition.SagaBuilder;
import dev.amends.outcome.Probed;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is wrong with a saga is found, and said. */
@Timeout(120)
class BrokenSagasTest {
  @Test
  void aProbeThatNeverFindsAnything() {
    CrashReport report =
        explore(
            (saga, effects) -> {
              saga.remote("hotel", String.class, run -> effects.make("hotel", run))
                  .probe(run -> Probed.absent())
                  .compensate((run, id) -> effects.remove("hotel", id));
              Steps.local(saga, effects, "note");
            });

    says(report, "after action of 'hotel': it times out", "'hotel' is SUCCESS and has 2 effects");
    says(report, "after action of 'hotel': the process dies", "has 2 effects instead of 1");
    assertThat(report.broken().get(0).journal()).contains("Started", "ProbedAbsent 'hotel'");
  }

  @Test
  void aProbeThatFindsWhatBelongsToOthers() {
    CrashReport report =
        explore(
            (saga, effects) -> {
              saga.remote("hotel", String.class, run -> effects.make("hotel", run))
                  .probe(run -> Probed.ours("somebody's"))
                  .compensate((run, id) -> effects.remove("hotel", id));
              Steps.local(saga, effects, "note");
            });

    says(report, "before action of 'hotel': it times out", "has 0 effects instead of 1");
  }

  @Test
  void aCompensationThatIsNotSafeToRepeat() {
    CrashReport report =
        explore(
            (saga, effects) -> {
              saga.remote("hotel", String.class, run -> effects.make("hotel", run))
                  .probe(run -> Probed.of(effects.findFirst("hotel", run)))
                  .compensate(
                      (run, id) -> {
                        if (!effects.remove("hotel", id)) {
                          throw new IllegalStateException("404 no such booking");
                        }
                      });
              Steps.local(saga, effects, "note");
            });

    says(
        report,
        "after undo of 'hotel': the process dies",
        "parked (COMPENSATION_FAILED",
        "404 no such booking");
    says(report, "after undo of 'hotel': it times out", "parked (COMPENSATION_FAILED");
  }

  @Test
  void anUndoThatNeedsAResultWhichItMayNotHave() {
    CrashReport report =
        explore(
            (saga, effects) -> {
              var payment =
                  saga.remote("payment", String.class, run -> effects.makeOnce("payment", run))
                      .idempotent();
              payment
                  .compensateUnknown(run -> effects.remove("payment", run.get(payment)))
                  .retry(Retry.never());
              Steps.local(saga, effects, "note");
            });

    says(
        report,
        "action of 'payment': it times out",
        "parked (COMPENSATION_FAILED",
        "Step 'payment' has not succeeded");
  }

  @Test
  void whatOnlyTheTestsOwnCheckKnows() {
    CrashReport report =
        Scripted.explorer(
                (saga, effects) -> {
                  saga.remote("payment", String.class, run -> effects.makeOnce("payment", run))
                      .idempotent()
                      .nothingToUndo()
                      .retry(Retry.never());
                  Steps.local(saga, effects, "note");
                })
            .check(
                (effects, end) ->
                    assertThat(effects.count("payment"))
                        .as("payments of a saga that ended as %s", end)
                        .isEqualTo(end.succeeded() ? 1 : 0))
            .pairs(0)
            .run();
    says(report, "after action of 'payment': it times out", "the test's own check", "payments of");
  }

  @Test
  void anActionThatIgnoresItsKey() {
    CrashReport report =
        explore(
            (saga, effects) -> {
              saga.remote("payment", String.class, run -> effects.make("payment", run))
                  .idempotent()
                  .compensateUnknown(run -> effects.remove("payment", run));
              Steps.local(saga, effects, "note");
            });

    says(report, "after action of 'payment': it throws", "is SUCCESS and has 2 effects");
  }

  @Test
  void aLocalStepThatWritesOutsideItsTransaction() {
    CrashReport report =
        explore(
            (saga, effects) -> {
              Steps.idempotent(saga, effects, "payment");
              saga.local("note", run -> effects.make("note", run))
                  .compensate((run, done) -> effects.remove("note", run));
            });

    says(report, "before commit of a transaction", "effects instead of 1");
    says(
        report, "after commit of a transaction: the answer to the commit is lost", "has 2 effects");
  }

  @Test
  void aFirstLocalStepThatWritesOutsideTheStartsTransaction() {
    CrashReport report =
        explore(
            (saga, effects) -> {
              saga.local("note", run -> effects.make("note", run))
                  .compensate((run, done) -> effects.remove("note", run));
              Steps.idempotent(saga, effects, "payment");
            });

    says(report, "after action of 'note': it throws", "no saga was started", "'note' has left 1");
  }

  @Test
  void aSagaThatReprocessesIsToldToo() {
    CrashReport report =
        explore(
            (saga, effects) -> {
              saga.onFailure(Recovery.REPROCESS);
              saga.remote("payment", String.class, run -> effects.make("payment", run))
                  .idempotent();
              Steps.local(saga, effects, "note");
            });

    says(report, "after action of 'payment': the process dies", "has 2 effects instead of 1");
  }

  @Test
  void aSagaThatIsBrokenWithoutAnyFault() {
    CrashReport report =
        Scripted.explorer((saga, effects) -> Steps.local(saga, effects, "note"))
            .check((effects, end) -> assertThat(effects.count("note")).isEqualTo(7))
            .run();

    says(report, "every step succeeds; nothing goes wrong", "the test's own check");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(report::throwIfBroken)
        .withMessageContaining("nothing goes wrong")
        .withMessageContaining("seed " + report.seed());
  }

  private static CrashReport explore(BiConsumer<SagaBuilder<String, Void>, Effects> script) {
    return Scripted.explorer(script).pairs(0).run();
  }

  private static void says(CrashReport report, String what, String... violations) {
    assertThat(report.broken())
        .as("%s", report)
        .anySatisfy(
            cell -> {
              assertThat(cell.what()).contains(what);
              assertThat(cell.toString()).contains(violations);
            });
  }
}
