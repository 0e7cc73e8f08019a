package dev.amends.systems.provisioning.operation;

import dev.amends.Sagas;
import dev.amends.journal.SagaStatus;
import dev.amends.spring.web.idempotency.IdempotencyKey;
import dev.amends.systems.provisioning.project.Project;
import dev.amends.systems.provisioning.project.Projects;
import dev.amends.systems.provisioning.saga.CreateProject;
import dev.amends.systems.provisioning.saga.NewProject;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionOperations;

/** Creates projects. */
public final class ProjectCreation {
  private final Sagas sagas;
  private final TenantTeams teams;
  private final Projects projects;
  private final TransactionOperations transactions;

  public ProjectCreation(
      Sagas sagas, TenantTeams teams, Projects projects, TransactionOperations transactions) {
    this.sagas = sagas;
    this.teams = teams;
    this.projects = projects;
    this.transactions = transactions;
  }

  /**
   * Writes a project down and has it made on Mattermost in the background.
   *
   * @param key marks repetitions of one request
   * @throws dev.amends.systems.provisioning.account.AccountTakenException if the administrator's
   *     e-mail address or user name is somebody else's
   * @throws dev.amends.error.KeyReusedException if the key was used for another project
   */
  public Project create(IdempotencyKey key, ProjectWish wish, String actor) {
    UUID id = AttemptIds.of("project", key, this::undone);
    NewProject project =
        new NewProject(
            id,
            wish.tenantId(),
            wish.name(),
            wish.adminEmail(),
            wish.adminUsername(),
            wish.adminName());
    try {
      start(project, actor);
    } catch (DuplicateKeyException raced) {
      // The tenant or the administrator's account appeared elsewhere at this moment: now it is
      // seen.
      start(project, actor);
    }
    return projects.find(id).orElseThrow();
  }

  private void start(NewProject project, String actor) {
    transactions.executeWithoutResult(
        status -> {
          teams.appear(project.tenantId(), actor);
          sagas.start(CreateProject.class, project.id().toString(), project);
        });
  }

  private boolean undone(UUID id) {
    return sagas
        .find(CreateProject.class, id.toString())
        .filter(saga -> saga.status() == SagaStatus.COMPENSATED)
        .isPresent();
  }
}
