package dev.amends.systems.provisioning.saga;

import static dev.amends.systems.provisioning.mattermost.MattermostOutcomes.existsMayBeOurs;

import dev.amends.action.Step;
import dev.amends.definition.Recovery;
import dev.amends.definition.RemoteStep;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.systems.provisioning.tenant.Tenants;

/** Makes the team that all people of a tenant are members of. It is never undone. */
public final class TenantTeam implements SagaDefinition<NewTenantTeam, Void> {
  /** The stored name. */
  public static final String NAME = "tenant.team";

  private final Tenants tenants;
  private final ProvisioningSteps steps;
  private final CallPolicies policies;

  TenantTeam(Tenants tenants, ProvisioningSteps steps, CallPolicies policies) {
    this.tenants = tenants;
    this.steps = steps;
    this.policies = policies;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void define(SagaBuilder<NewTenantTeam, Void> saga) {
    saga.onFailure(Recovery.REPROCESS);
    RemoteStep<NewTenantTeam, Made> call =
        saga.remote(
                "team",
                Made.class,
                run ->
                    steps
                        .teams()
                        .make(run.input().teamName(), run.input().tenantId(), run.input().marker()))
            .probe(run -> steps.teams().look(run.input().teamName(), run.input().marker()));
    Step<Made> team = policies.on(call).api(MattermostApis.CREATE_TEAM).judge(existsMayBeOurs());
    saga.local(
        "team-link",
        run ->
            tenants.insertTeam(run.input().tenantId(), run.input().number(), run.get(team).id()));
  }
}
