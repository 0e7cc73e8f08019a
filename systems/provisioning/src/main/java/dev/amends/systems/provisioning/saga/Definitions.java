package dev.amends.systems.provisioning.saga;

import dev.amends.systems.provisioning.account.Accounts;
import dev.amends.systems.provisioning.account.Roles;
import dev.amends.systems.provisioning.mattermost.Mattermost;
import dev.amends.systems.provisioning.project.Furnishing;
import dev.amends.systems.provisioning.project.Links;
import dev.amends.systems.provisioning.project.Projects;
import dev.amends.systems.provisioning.tenant.Tenants;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Puts the definitions together. */
public final class Definitions {
  private final JdbcClient jdbc;
  private final CallPolicies policies;
  private final Accounts accounts;
  private final ProvisioningSteps steps;

  /**
   * Definitions that work on this database and this Mattermost.
   *
   * @param commandBaseUrl where Mattermost finds this service when somebody uses a slash command
   */
  public Definitions(
      JdbcClient jdbc, Mattermost mattermost, CallPolicies policies, String commandBaseUrl) {
    this.jdbc = jdbc;
    this.policies = policies;
    this.accounts = new Accounts(jdbc);
    this.steps = ProvisioningSteps.on(mattermost, accounts, commandBaseUrl);
  }

  /** Creating a project. */
  public CreateProject createProject() {
    ProjectRecords records =
        new ProjectRecords(
            new Projects(jdbc), new Furnishing(jdbc), accounts, new Roles(jdbc), new Links(jdbc));
    return new CreateProject(records, steps, policies);
  }

  /** Signing up. */
  public SignUp signUp(PasswordEncoder passwords) {
    SignUpRecords records =
        new SignUpRecords(new Tenants(jdbc), accounts, new Roles(jdbc), new Links(jdbc), passwords);
    return new SignUp(records, steps, policies.unattended());
  }

  /** A tenant's team. */
  public TenantTeam tenantTeam() {
    return new TenantTeam(new Tenants(jdbc), steps, policies);
  }

  /** Making again what got lost. */
  public RepairProject repairProject() {
    return new RepairProject(steps, policies);
  }
}
