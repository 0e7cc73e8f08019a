package dev.amends.systems.provisioning.operation;

import dev.amends.Sagas;
import dev.amends.journal.Actor;
import dev.amends.journal.SagaStatus;
import dev.amends.operator.Operator;
import dev.amends.query.SagaView;
import dev.amends.systems.provisioning.mattermost.Team;
import dev.amends.systems.provisioning.mattermost.Teams;
import dev.amends.systems.provisioning.saga.NewTenantTeam;
import dev.amends.systems.provisioning.saga.TenantTeam;
import dev.amends.systems.provisioning.tenant.Tenant;
import dev.amends.systems.provisioning.tenant.Tenants;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that tenants have their team on Mattermost. */
public final class TenantTeams {
  private static final Logger log = LoggerFactory.getLogger(TenantTeams.class);

  private final Sagas sagas;
  private final Operator operator;
  private final Tenants tenants;
  private final Teams teams;

  public TenantTeams(Sagas sagas, Operator operator, Tenants tenants, Teams teams) {
    this.sagas = sagas;
    this.operator = operator;
    this.tenants = tenants;
    this.teams = teams;
  }

  /**
   * The tenant, who appears with this if it is new. Joins the caller's transaction.
   *
   * @throws org.springframework.dao.DuplicateKeyException if it appears elsewhere at this moment
   */
  Tenant appear(String tenantId, String actor) {
    return tenants
        .find(tenantId)
        .orElseGet(
            () -> {
              Tenant tenant = tenants.insert(tenantId, actor);
              NewTenantTeam team = NewTenantTeam.of(tenant, 1);
              sagas.start(TenantTeam.class, team.key(), team);
              return tenant;
            });
  }

  /** Starts the making of a team where there is none, or goes on with one that has failed. */
  public void push(Tenant tenant, String reason) {
    if (tenants.team(tenant.id()).isPresent()) {
      return;
    }
    NewTenantTeam team = next(tenant);
    Optional<SagaView> saga = sagas.find(TenantTeam.class, team.key());
    if (saga.isEmpty()) {
      sagas.start(TenantTeam.class, team.key(), team);
    } else if (saga.get().status() == SagaStatus.PARKED) {
      operator.resume(saga.get().id(), Actor.of("provisioning"), reason);
    }
  }

  private NewTenantTeam next(Tenant tenant) {
    return NewTenantTeam.of(tenant, tenants.teamNumber(tenant.id()));
  }

  /** Whether the tenant has its team, or gets it within this time. */
  boolean there(Tenant tenant, Duration patience) {
    if (tenants.team(tenant.id()).isPresent()) {
      return true;
    }
    push(tenant, "Somebody signs up");
    sagas.await(TenantTeam.class, next(tenant).key(), patience);
    return tenants.team(tenant.id()).isPresent();
  }

  /**
   * Looks whether the tenant's team is still on Mattermost, and has another one made where it
   * certainly isn't: somebody has deleted it, or this is another Mattermost.
   */
  public void check(Tenant tenant) {
    Optional<String> team = tenants.team(tenant.id());
    if (team.isPresent() && teams.byId(team.get()).filter(Team::live).isEmpty()) {
      log.warn("The team of tenant {} is no longer on Mattermost and is made again", tenant.id());
      tenants.loseTeam(tenant.id(), team.get());
    }
    push(tenant, "The team was looked for");
  }
}
