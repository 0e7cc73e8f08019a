package dev.amends.journal;

import static dev.amends.journal.SagaStatus.COMPENSATED;
import static dev.amends.journal.SagaStatus.COMPENSATING;
import static dev.amends.journal.SagaStatus.PARKED;
import static dev.amends.journal.SagaStatus.RUNNING;
import static dev.amends.journal.SagaStatus.SUCCEEDED;

import java.util.ArrayList;
import java.util.List;

/**
 * The transition table of sagas: which facts may be appended in which status, and where they lead.
 * What is not in the table cannot be appended. A parked saga remembers whether it had turned round,
 * so a person's decision leads back to where it came from.
 */
public final class Lifecycle {
  /**
   * One row of the table.
   *
   * @param from status before the fact
   * @param turned whether the saga has turned round; matters while parked only
   * @param fact the kind of fact
   * @param to status after it
   */
  public record Transition(
      SagaStatus from, boolean turned, Class<? extends Fact> fact, SagaStatus to) {}

  private static final List<Transition> TABLE = table();

  private Lifecycle() {}

  /** All transitions. */
  public static List<Transition> transitions() {
    return TABLE;
  }

  /**
   * The status that a fact leads to.
   *
   * @throws IllegalStateException if the fact cannot be appended in that status
   */
  public static SagaStatus next(SagaStatus from, boolean turned, Fact fact) {
    for (Transition row : TABLE) {
      boolean matches = row.from() == from && (from != PARKED || row.turned() == turned);
      if (matches && row.fact() == fact.getClass() && leadsTo(fact, row.to())) {
        return row.to();
      }
    }
    throw new IllegalStateException("A saga that is %s takes no %s".formatted(from, fact));
  }

  private static boolean leadsTo(Fact fact, SagaStatus to) {
    return !(fact instanceof Fact.Ended ended) || ended.status() == to;
  }

  private static List<Transition> table() {
    List<Transition> rows = new ArrayList<>();
    stays(rows, RUNNING, Fact.Started.class, Fact.Acquired.class, Fact.Adopted.class);
    stays(rows, RUNNING, Fact.Migrated.class);
    stays(rows, RUNNING, Fact.ChildOf.class, Fact.ChildStarted.class, Fact.ChildEnded.class);
    stays(rows, RUNNING, Fact.Verdict.class, Fact.Expanded.class, Fact.Intended.class);
    stays(rows, RUNNING, Fact.Signalled.class, Fact.Succeeded.class, Fact.AttemptFailed.class);
    stays(rows, RUNNING, Fact.ProbedAbsent.class, Fact.ProbeFailed.class, Fact.Failed.class);
    stays(rows, RUNNING, Fact.CancelAsked.class, Fact.CancelRefused.class);
    goes(rows, RUNNING, false, Fact.TurnedRound.class, COMPENSATING);
    goes(rows, RUNNING, false, Fact.Parked.class, PARKED);
    goes(rows, RUNNING, false, Fact.Ended.class, SUCCEEDED);

    stays(rows, COMPENSATING, Fact.Migrated.class);
    stays(rows, COMPENSATING, Fact.ChildOrdered.class, Fact.ChildEnded.class);
    stays(rows, COMPENSATING, Fact.Adopted.class, Fact.Succeeded.class, Fact.Failed.class);
    stays(rows, COMPENSATING, Fact.ProbedAbsent.class, Fact.ProbeFailed.class, Fact.Undone.class);
    stays(rows, COMPENSATING, Fact.UndoFailed.class, Fact.CancelRefused.class);
    goes(rows, COMPENSATING, true, Fact.Parked.class, PARKED);
    goes(rows, COMPENSATING, true, Fact.Ended.class, COMPENSATED);

    goes(rows, SUCCEEDED, false, Fact.Recalled.class, COMPENSATING);

    for (boolean turned : new boolean[] {false, true}) {
      SagaStatus back = turned ? COMPENSATING : RUNNING;
      goes(rows, PARKED, turned, Fact.Adopted.class, PARKED);
      goes(rows, PARKED, turned, Fact.Migrated.class, PARKED);
      goes(rows, PARKED, turned, Fact.InputEdited.class, PARKED);
      goes(rows, PARKED, turned, Fact.CancelRefused.class, PARKED);
      goes(rows, PARKED, turned, Fact.Resumed.class, back);
      goes(rows, PARKED, turned, Fact.MarkedDone.class, back);
      goes(rows, PARKED, turned, Fact.Skipped.class, back);
    }
    goes(rows, PARKED, false, Fact.CompensationOrdered.class, COMPENSATING);
    goes(rows, PARKED, true, Fact.CompensationOrdered.class, COMPENSATING);
    return List.copyOf(rows);
  }

  @SafeVarargs
  private static void stays(
      List<Transition> rows, SagaStatus status, Class<? extends Fact>... facts) {
    for (Class<? extends Fact> fact : facts) {
      rows.add(new Transition(status, status == COMPENSATING, fact, status));
    }
  }

  private static void goes(
      List<Transition> rows,
      SagaStatus from,
      boolean turned,
      Class<? extends Fact> fact,
      SagaStatus to) {
    rows.add(new Transition(from, turned, fact, to));
  }
}
