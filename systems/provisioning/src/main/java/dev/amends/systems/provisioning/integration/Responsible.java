package dev.amends.systems.provisioning.integration;

import dev.amends.journal.Actor;
import dev.amends.query.SagaQuery;
import dev.amends.query.SagaView;
import dev.amends.query.StepView;
import dev.amends.spi.Audit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** On whose order a saga did what it did: whoever resumed it last before, else who started it. */
final class Responsible {
  private static final int MOST = 100;

  private final SagaView saga;
  private final SagaQuery query;
  private @Nullable List<Audit> audits;

  Responsible(SagaView saga, SagaQuery query) {
    this.saga = saga;
    this.query = query;
  }

  String starter() {
    return saga.context().getOrDefault("actor", "anonymous");
  }

  String updater(StepView step) {
    Actor recorded = step.updatedBy();
    if (recorded != null && !recorded.equals(Actor.ENGINE)) {
      return recorded.name();
    }
    Instant at = step.updatedAt();
    return at == null ? starter() : lastOrderBefore(at);
  }

  private String lastOrderBefore(Instant at) {
    if (audits == null) {
      audits = query.audits(saga.id(), MOST);
    }
    return audits.stream()
        .filter(audit -> audit.answer().equals("ACCEPTED") && !audit.at().isAfter(at))
        .findFirst()
        .map(Audit::actor)
        .orElseGet(this::starter);
  }
}
