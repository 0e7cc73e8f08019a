package dev.amends.spring.outcomes;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.amends.action.Run;
import dev.amends.definition.RemoteCall;
import dev.amends.definition.RemoteStep;
import dev.amends.definition.Retry;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.Probed;
import java.time.Duration;
import java.util.Optional;

/** One step that has another side make something, with two attempts. */
abstract class CreateTeam implements SagaDefinition<CreateTeam.Call, CreateTeam.Team> {
  /** More than any answer needs that is not held back, on a slow machine too. */
  private static final Duration PATIENT = ofSeconds(40);

  /** What is called, how, and with how much. */
  record Call(Fault.Client client, String url, int size) {}

  /** What the other side makes, or says instead. */
  record Team(String id, String name, String error) {}

  /** The answer was a success by its status only. */
  static final class TeamRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TeamRefusedException(String error) {
      super(error);
    }
  }

  private final boolean probed;
  private final Duration time;
  private final Callers callers;
  private final Cells cells;

  CreateTeam(boolean probed, boolean patient, Callers callers, Cells cells) {
    this.probed = probed;
    this.time = patient ? PATIENT : ofSeconds(8);
    this.callers = callers;
    this.cells = cells;
  }

  @Override
  public String name() {
    return "team.%s.%ds".formatted(probed ? "probed" : "idempotent", time.toSeconds());
  }

  @Override
  public void define(SagaBuilder<Call, Team> saga) {
    RemoteCall<Call, Team> call = saga.remote("create", Team.class, this::create);
    RemoteStep<Call, Team> step =
        probed
            ? call.probe(this::look)
            : call.idempotent().compensateUnknown(run -> cell(run).undone());
    step.compensate((run, team) -> cell(run).undone())
        .judge(
            (run, thrown) ->
                thrown instanceof TeamRefusedException refused
                    ? Optional.of(
                        Outcome.rejected(Failure.of("team.refused", refused.getMessage())))
                    : Optional.empty())
        .retry(Retry.backoff(ofMillis(10), ofMillis(20)).attempts(2))
        .settle(ZERO)
        .timeout(time);
    saga.returns(Team.class, run -> run.get(step));
  }

  private Team create(Run<Call> run) throws Exception {
    Team team = callers.create(run.input());
    if (team != null && team.error() != null) {
      throw new TeamRefusedException(team.error());
    }
    return team;
  }

  private Probed<Team> look(Run<Call> run) {
    cell(run).looked();
    return Probed.ours(new Team("found", "n", null));
  }

  private Cell cell(Run<Call> run) {
    return cells.of(run.key());
  }

  /** The same key again. */
  static final class Idempotent extends CreateTeam {
    Idempotent(Callers callers, Cells cells) {
      super(false, true, callers, cells);
    }
  }

  /** The same key again, soon. */
  static final class ImpatientIdempotent extends CreateTeam {
    ImpatientIdempotent(Callers callers, Cells cells) {
      super(false, false, callers, cells);
    }
  }

  /** A look first. */
  static final class Looking extends CreateTeam {
    Looking(Callers callers, Cells cells) {
      super(true, true, callers, cells);
    }
  }

  /** A look first, soon. */
  static final class ImpatientLooking extends CreateTeam {
    ImpatientLooking(Callers callers, Cells cells) {
      super(true, false, callers, cells);
    }
  }

  /** The definition that a cell is for. */
  static Class<? extends CreateTeam> of(Cell cell) {
    if (cell.fault().impatient()) {
      return cell.probed() ? ImpatientLooking.class : ImpatientIdempotent.class;
    }
    return cell.probed() ? Looking.class : Idempotent.class;
  }
}
