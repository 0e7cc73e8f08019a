package dev.amends.systems.provisioning.integration;

import dev.amends.Sagas;
import dev.amends.systems.provisioning.mattermost.Marker;
import dev.amends.systems.provisioning.mattermost.Mattermost;
import dev.amends.systems.provisioning.project.Links;
import dev.amends.systems.provisioning.saga.CreateProject;
import dev.amends.systems.provisioning.saga.RepairProject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionOperations;

/** Checks whether what a settled project had made on Mattermost is still there. */
public final class Verification {
  private final Mattermost mattermost;
  private final Links links;
  private final Repairs repairs;
  private final Sources sources;
  private final TransactionOperations transactions;
  private final Duration patience;

  /**
   * A verification.
   *
   * @param patience how long a finding waits for a person before it is acted on
   */
  public Verification(
      Mattermost mattermost,
      Links links,
      Repairs repairs,
      Sagas sagas,
      TransactionOperations transactions,
      Duration patience) {
    this.mattermost = mattermost;
    this.links = links;
    this.repairs = repairs;
    this.sources = new Sources(sagas, repairs);
    this.transactions = transactions;
    this.patience = patience;
  }

  /** What came of looking: empty when the project isn't settled, so that there was no look. */
  public Optional<List<String>> verify(UUID projectId, String actor) {
    Sources.Source source = sources.of(projectId);
    if (!source.awaitsRepair() && source.status() != MessengerStatus.SUCCESS) {
      return Optional.empty();
    }
    List<String> missing = missing(projectId, links.team(projectId).orElseThrow());
    try {
      transactions.executeWithoutResult(status -> note(projectId, missing, actor));
    } catch (DuplicateKeyException somebodyElseFoundItToo) {
      return Optional.of(missing);
    }
    return Optional.of(missing);
  }

  private List<String> missing(UUID projectId, String teamId) {
    Marker marker = Marker.ofProject(projectId);
    List<String> missing = new ArrayList<>();
    for (String api : RepairProject.REPAIRABLE) {
      boolean there =
          api.equals("webhook")
              ? !mattermost.hooks().marked(teamId, marker).isEmpty()
              : mattermost
                  .commands()
                  .byTrigger(teamId, CreateProject.TRIGGER)
                  .filter(command -> marker.in(command.description()))
                  .isPresent();
      if (!there) {
        missing.add(api);
      }
    }
    return missing;
  }

  private void note(UUID projectId, List<String> missing, String actor) {
    Optional<RepairOrder> last = repairs.last(projectId);
    Optional<RepairOrder> pending = last.filter(order -> order.state() == RepairState.PENDING);
    if (pending.filter(order -> order.missing().equals(missing)).isPresent()) {
      return;
    }
    if (pending.isPresent() && !repairs.settle(pending.get(), RepairState.DROPPED, actor)) {
      return;
    }
    if (!missing.isEmpty()) {
      int number = last.map(RepairOrder::number).orElse(0) + 1;
      repairs.insert(projectId, number, missing, patience, actor);
    }
  }
}
