package dev.amends.systems.provisioning.integration;

import dev.amends.Sagas;
import dev.amends.journal.Actor;
import dev.amends.operator.Answer;
import dev.amends.operator.Operator;
import dev.amends.operator.Order;
import dev.amends.query.SagaView;
import dev.amends.systems.provisioning.project.Links;
import dev.amends.systems.provisioning.saga.Repair;
import dev.amends.systems.provisioning.saga.RepairProject;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.support.TransactionOperations;

/** Runs again what isn't there. Of two people who ask at once, one starts a run. */
public final class Reruns {
  private final Sagas sagas;
  private final Operator operator;
  private final Repairs repairs;
  private final Links links;
  private final TransactionOperations transactions;
  private final Sources sources;

  public Reruns(
      Sagas sagas,
      Operator operator,
      Repairs repairs,
      Links links,
      TransactionOperations transactions) {
    this.sagas = sagas;
    this.operator = operator;
    this.repairs = repairs;
    this.links = links;
    this.transactions = transactions;
    this.sources = new Sources(sagas, repairs);
  }

  /** Runs what of a project isn't there. */
  public Rerun rerun(UUID projectId, String actor) {
    Sources.Source source = sources.of(projectId);
    if (source.awaitsRepair()) {
      return repair(source.order().orElseThrow(), actor) ? Rerun.STARTED : Rerun.RUNNING;
    }
    Optional<SagaView> saga = source.saga();
    return saga.isPresent() ? resume(saga.get(), actor) : Rerun.NOTHING_LEFT;
  }

  private Rerun resume(SagaView saga, String actor) {
    return switch (saga.status()) {
      case RUNNING, COMPENSATING -> Rerun.RUNNING;
      case SUCCEEDED, COMPENSATED -> Rerun.NOTHING_LEFT;
      case PARKED -> {
        Order order = new Order(saga.id(), Actor.of(actor), "re-run", saga.position());
        yield operator.resume(order) == Answer.ACCEPTED ? Rerun.STARTED : Rerun.RUNNING;
      }
    };
  }

  /** Acts on a finding; false when somebody has done so already. */
  boolean repair(RepairOrder order, String actor) {
    Boolean won =
        transactions.execute(
            status -> {
              if (!repairs.settle(order, RepairState.STARTED, actor)) {
                return false;
              }
              String team = links.team(order.projectId()).orElseThrow();
              Repair repair = new Repair(order.projectId(), order.number(), team, order.missing());
              sagas.start(RepairProject.class, repair.key(), repair);
              return true;
            });
    return Boolean.TRUE.equals(won);
  }
}
