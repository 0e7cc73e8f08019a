package dev.amends.systems.provisioning.integration;

import dev.amends.Sagas;
import dev.amends.query.SagaView;
import dev.amends.systems.provisioning.saga.CreateProject;
import dev.amends.systems.provisioning.saga.RepairProject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Which saga says how a project's integration stands now. */
final class Sources {
  private final Sagas sagas;
  private final Repairs repairs;

  Sources(Sagas sagas, Repairs repairs) {
    this.sagas = sagas;
    this.repairs = repairs;
  }

  /**
   * The last thing that happened to a project.
   *
   * @param order the last finding; empty when there was none or it came to nothing
   * @param saga the last saga; empty once it has been finished for so long that it is forgotten
   */
  record Source(Optional<RepairOrder> order, Optional<SagaView> saga) {
    boolean awaitsRepair() {
      return order.filter(found -> found.state() == RepairState.PENDING).isPresent();
    }

    MessengerStatus status() {
      if (awaitsRepair()) {
        return MessengerStatus.FAILED;
      }
      return saga.map(MessengerStatus::of).orElse(MessengerStatus.SUCCESS);
    }
  }

  Source of(UUID projectId) {
    Optional<RepairOrder> order =
        repairs.last(projectId).filter(found -> found.state() != RepairState.DROPPED);
    if (order.isPresent() && order.get().state() == RepairState.STARTED) {
      return new Source(order, sagas.find(RepairProject.class, order.get().sagaKey()));
    }
    return new Source(order, sagas.find(CreateProject.class, projectId.toString()));
  }

  Map<UUID, Source> of(Collection<UUID> projectIds) {
    Map<UUID, RepairOrder> orders = repairs.last(projectIds);
    Map<String, SagaView> creations =
        sagas.findAll(CreateProject.class, projectIds.stream().map(UUID::toString).toList());
    Map<String, SagaView> repairings =
        sagas.findAll(
            RepairProject.class,
            orders.values().stream()
                .filter(order -> order.state() == RepairState.STARTED)
                .map(RepairOrder::sagaKey)
                .toList());
    Map<UUID, Source> sources = new HashMap<>();
    for (UUID id : projectIds) {
      Optional<RepairOrder> order =
          Optional.ofNullable(orders.get(id)).filter(found -> found.state() != RepairState.DROPPED);
      boolean repaired = order.filter(found -> found.state() == RepairState.STARTED).isPresent();
      SagaView saga =
          repaired ? repairings.get(order.get().sagaKey()) : creations.get(id.toString());
      sources.put(id, new Source(order, Optional.ofNullable(saga)));
    }
    return sources;
  }
}
