package dev.amends.systems.provisioning.integration;

import dev.amends.Sagas;
import dev.amends.definition.Api;
import dev.amends.plan.Outline;
import dev.amends.query.SagaQuery;
import dev.amends.query.SagaView;
import dev.amends.query.StepView;
import dev.amends.systems.provisioning.account.Account;
import dev.amends.systems.provisioning.account.Accounts;
import dev.amends.systems.provisioning.project.Project;
import dev.amends.systems.provisioning.saga.CreateProject;
import dev.amends.systems.provisioning.saga.NewProject;
import dev.amends.systems.provisioning.saga.RepairProject;
import dev.amends.systems.provisioning.saga.RequestSummaries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads how far integrations have come. Safe for many threads. */
public final class IntegrationReader {
  private final Sagas sagas;
  private final SagaQuery query;
  private final Sources sources;
  private final Repairs repairs;
  private final Accounts accounts;

  public IntegrationReader(Sagas sagas, SagaQuery query, Repairs repairs, Accounts accounts) {
    this.sagas = sagas;
    this.query = query;
    this.sources = new Sources(sagas, repairs);
    this.repairs = repairs;
    this.accounts = accounts;
  }

  /** How far each of these projects has come. */
  public Map<UUID, MessengerStatus> statuses(Collection<UUID> projectIds) {
    return sources.of(projectIds).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().status()));
  }

  /** How far a project has come. */
  public MessengerStatus status(UUID projectId) {
    return sources.of(projectId).status();
  }

  /** How far a project has come, API by API. */
  public Integration read(Project project) {
    Sources.Source source = sources.of(project.id());
    Optional<SagaView> creation = sagas.find(CreateProject.class, project.id().toString());
    List<RepairOrder> repaired = repairs.started(project.id());
    Map<String, String> requests = requests(project);
    List<ApiLine> lines = new ArrayList<>();
    for (Outline.Line step : apis()) {
      Api api = step.api();
      if (api != null) {
        Lines line = new Lines(project, step.name(), api, requests.getOrDefault(step.name(), ""));
        lines.add(line(line, source, creation, repaired));
      }
    }
    return new Integration(source.status(), lines);
  }

  private ApiLine line(
      Lines line, Sources.Source source, Optional<SagaView> creation, List<RepairOrder> repaired) {
    Optional<RepairOrder> pending =
        source.order().filter(order -> source.awaitsRepair() && line.isIn(order));
    if (pending.isPresent()) {
      return line.missing(pending.get());
    }
    Optional<RepairOrder> last = repaired.stream().filter(line::isIn).findFirst();
    Optional<SagaView> saga =
        last.isPresent() ? sagas.find(RepairProject.class, last.get().sagaKey()) : creation;
    Optional<StepView> step = saga.flatMap(view -> view.step(line.name()));
    return step.isPresent()
        ? line.of(saga.get(), step.get(), new Responsible(saga.get(), query))
        : line.forgotten();
  }

  private List<Outline.Line> apis() {
    return sagas.outlines().stream()
        .filter(outline -> outline.type().equals(CreateProject.NAME))
        .flatMap(outline -> outline.steps().stream())
        .filter(step -> step.api() != null)
        .toList();
  }

  private Map<String, String> requests(Project project) {
    Account admin = accounts.find(project.adminAccountId()).orElseThrow();
    return RequestSummaries.of(
        new NewProject(
            project.id(),
            project.tenantId(),
            project.name(),
            admin.email(),
            admin.username(),
            admin.name()));
  }
}
