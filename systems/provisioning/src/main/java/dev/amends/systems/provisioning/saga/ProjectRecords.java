package dev.amends.systems.provisioning.saga;

import dev.amends.action.Run;
import dev.amends.systems.provisioning.account.Account;
import dev.amends.systems.provisioning.account.AccountKey;
import dev.amends.systems.provisioning.account.AccountStatus;
import dev.amends.systems.provisioning.account.AccountTakenException;
import dev.amends.systems.provisioning.account.Accounts;
import dev.amends.systems.provisioning.account.NewAccount;
import dev.amends.systems.provisioning.account.Roles;
import dev.amends.systems.provisioning.project.Furnishing;
import dev.amends.systems.provisioning.project.Links;
import dev.amends.systems.provisioning.project.Projects;
import java.util.Optional;
import java.util.UUID;

/** What creating a project writes into our own database, each method within one transaction. */
final class ProjectRecords {
  private final Projects projects;
  private final Furnishing furnishing;
  private final Accounts accounts;
  private final Roles roles;
  private final Links links;

  ProjectRecords(
      Projects projects, Furnishing furnishing, Accounts accounts, Roles roles, Links links) {
    this.projects = projects;
    this.furnishing = furnishing;
    this.accounts = accounts;
    this.roles = roles;
    this.links = links;
  }

  /**
   * The account of a project's administrator.
   *
   * @param accountId a new account, or that of somebody who had one
   */
  record Admin(UUID accountId) {}

  Admin write(Run<NewProject> run) {
    NewProject project = run.input();
    String actor = Initiator.of(run);
    Admin admin = new Admin(adminAccount(project, actor));
    projects.insert(
        project.id(),
        project.tenantId(),
        project.name(),
        project.teamName(),
        admin.accountId(),
        actor);
    furnishing.furnish(project.id(), project.name());
    roles.grantAdmin(admin.accountId(), project.id());
    return admin;
  }

  /** Whoever administrates several projects has one account; its user name must be the same. */
  private UUID adminAccount(NewProject project, String actor) {
    Optional<Account> present = accounts.byEmail(project.adminEmail());
    if (present.isEmpty()) {
      UUID id = UUID.randomUUID();
      accounts.insert(
          new NewAccount(
              id,
              project.tenantId(),
              project.adminUsername(),
              project.adminEmail(),
              project.adminUsername(),
              project.adminName(),
              null),
          actor);
      return id;
    }
    Account account = present.get();
    boolean same =
        account.username().equals(project.adminUsername())
            && account.tenantId().equals(project.tenantId());
    boolean settled = account.status() == AccountStatus.ACTIVE || !roles.signedUp(account.id());
    if (!same || !settled) {
      throw new AccountTakenException(AccountKey.EMAIL);
    }
    return account.id();
  }

  void withdraw(Run<NewProject> run, Admin admin) {
    String actor = Initiator.of(run);
    UUID projectId = run.input().id();
    boolean elsewhere = roles.heldElsewhere(admin.accountId(), projectId);
    projects.withdraw(projectId, actor);
    roles.revokeProject(projectId);
    if (!elsewhere) {
      accounts.remove(admin.accountId(), actor);
    }
  }

  boolean adminNeededElsewhere(Run<NewProject> run, Admin admin) {
    return roles.heldElsewhere(admin.accountId(), run.input().id());
  }

  void linkTeam(Run<NewProject> run, Made team) {
    links.insertTeam(run.input().tenantId(), run.input().id(), team.id());
  }

  void unlinkTeam(Run<NewProject> run) {
    links.removeTeam(run.input().id());
  }

  void linkAdmin(Run<NewProject> run, Admin admin, Made user) {
    NewProject project = run.input();
    accounts.activate(admin.accountId(), Initiator.of(run));
    links.insertAdmin(project.tenantId(), project.id(), admin.accountId(), user.id());
  }

  void unlinkAdmin(Run<NewProject> run) {
    links.removeAdmin(run.input().id());
  }
}
