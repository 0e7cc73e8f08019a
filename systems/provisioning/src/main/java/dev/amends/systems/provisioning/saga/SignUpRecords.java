package dev.amends.systems.provisioning.saga;

import dev.amends.action.Run;
import dev.amends.systems.provisioning.account.Accounts;
import dev.amends.systems.provisioning.account.NewAccount;
import dev.amends.systems.provisioning.account.Roles;
import dev.amends.systems.provisioning.project.Links;
import dev.amends.systems.provisioning.tenant.Tenants;
import org.springframework.security.crypto.password.PasswordEncoder;

/** What a sign-up writes into our own database, each method within one transaction. */
final class SignUpRecords {
  private final Tenants tenants;
  private final Accounts accounts;
  private final Roles roles;
  private final Links links;
  private final PasswordEncoder passwords;

  SignUpRecords(
      Tenants tenants, Accounts accounts, Roles roles, Links links, PasswordEncoder passwords) {
    this.tenants = tenants;
    this.accounts = accounts;
    this.roles = roles;
    this.links = links;
    this.passwords = passwords;
  }

  /** Writes the account, and answers the tenant's team. */
  Made write(Run<NewSignUp> run) {
    NewSignUp person = run.input();
    Made team =
        tenants
            .team(person.tenantId())
            .map(Made::new)
            .orElseThrow(() -> new TenantTeamMissingException(person.tenantId()));
    accounts.insert(
        new NewAccount(
            person.accountId(),
            person.tenantId(),
            person.loginId(),
            person.email(),
            person.username(),
            person.name(),
            passwords.encode(person.password())),
        Initiator.of(run));
    roles.grantMember(person.accountId());
    return team;
  }

  void remove(Run<NewSignUp> run) {
    accounts.remove(run.input().accountId(), Initiator.of(run));
    roles.revokeAll(run.input().accountId());
  }

  void activate(Run<NewSignUp> run, Made user) {
    NewSignUp person = run.input();
    accounts.activate(person.accountId(), Initiator.of(run));
    links.insertUser(person.tenantId(), person.accountId(), user.id());
  }
}
