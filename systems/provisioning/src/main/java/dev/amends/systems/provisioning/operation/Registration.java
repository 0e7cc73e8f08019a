package dev.amends.systems.provisioning.operation;

import dev.amends.RunResult;
import dev.amends.Sagas;
import dev.amends.journal.SagaStatus;
import dev.amends.spring.web.idempotency.IdempotencyKey;
import dev.amends.systems.provisioning.mattermost.MattermostException;
import dev.amends.systems.provisioning.saga.NewSignUp;
import dev.amends.systems.provisioning.saga.SignUp;
import dev.amends.systems.provisioning.saga.TenantTeamMissingException;
import dev.amends.systems.provisioning.tenant.Tenant;
import dev.amends.systems.provisioning.tenant.Tenants;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.web.client.ResourceAccessException;

/** Signs people up. */
public final class Registration {
  private static final Logger log = LoggerFactory.getLogger(Registration.class);
  private static final int NOT_FOUND = 404;

  private final Sagas sagas;
  private final TenantTeams teams;
  private final Tenants tenants;
  private final Duration patience;

  /**
   * A registration.
   *
   * @param patience how long a caller waits for a sign-up to settle
   */
  public Registration(Sagas sagas, TenantTeams teams, Tenants tenants, Duration patience) {
    this.sagas = sagas;
    this.teams = teams;
    this.tenants = tenants;
    this.patience = patience;
  }

  /**
   * Signs somebody up and waits for it.
   *
   * @param key marks repetitions of one request
   * @throws UnknownTenantException if there is no such tenant
   * @throws TenantTeamMissingException if the tenant's team can't be made for now
   * @throws dev.amends.systems.provisioning.account.AccountTakenException if an account here has
   *     the login id, e-mail address or user name already
   * @throws dev.amends.error.KeyReusedException if the key was used for somebody else
   */
  public SignUpAnswer signUp(IdempotencyKey key, Person person) {
    Tenant tenant =
        tenants
            .find(person.tenantId())
            .orElseThrow(() -> new UnknownTenantException(person.tenantId()));
    if (!teams.there(tenant, patience)) {
      throw new TenantTeamMissingException(tenant.id());
    }
    UUID id = AttemptIds.of("user", key, this::undone);
    NewSignUp input =
        new NewSignUp(
            id,
            person.tenantId(),
            person.loginId(),
            person.email(),
            person.username(),
            person.name(),
            person.password());
    SignUpAnswer answer = answer(id, run(input));
    if (answer instanceof SignUpAnswer.Undone undone && undone.cause().httpStatus() == NOT_FOUND) {
      lookForTeam(tenant);
    }
    return answer;
  }

  /** What somebody signs up to may be gone; the next one shall not fail for the same reason. */
  private void lookForTeam(Tenant tenant) {
    try {
      teams.check(tenant);
    } catch (MattermostException | ResourceAccessException notNow) {
      log.warn("The team of tenant {} can't be looked for", tenant.id(), notNow);
    }
  }

  private RunResult<Void> run(NewSignUp input) {
    String key = input.accountId().toString();
    try {
      return sagas.run(SignUp.class, key, input, patience);
    } catch (DuplicateKeyException raced) {
      // An account with the same e-mail address appeared at this moment: now it is seen.
      return sagas.run(SignUp.class, key, input, patience);
    }
  }

  private static SignUpAnswer answer(UUID id, RunResult<Void> result) {
    if (result instanceof RunResult.Succeeded<Void>) {
      return new SignUpAnswer.SignedUp(id);
    }
    if (result instanceof RunResult.Undone<Void> undone) {
      return new SignUpAnswer.Undone(undone.cause());
    }
    return new SignUpAnswer.Unsettled(id);
  }

  private boolean undone(UUID id) {
    return sagas
        .find(SignUp.class, id.toString())
        .filter(saga -> saga.status() == SagaStatus.COMPENSATED)
        .isPresent();
  }
}
