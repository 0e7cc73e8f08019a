package dev.amends.systems.provisioning.saga;

import static dev.amends.systems.provisioning.mattermost.MattermostOutcomes.existsMayBeOurs;

import dev.amends.action.Step;
import dev.amends.definition.Recovery;
import dev.amends.definition.RemoteStep;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.systems.provisioning.mattermost.NewChannel;

/**
 * Signs somebody up: an account, a user on Mattermost, a place in the tenant's team, and a private
 * channel to start in. Frequent: any failure undoes all of it.
 */
public final class SignUp implements SagaDefinition<NewSignUp, Void> {
  /** The stored name. */
  public static final String NAME = "user.sign-up";

  private final SignUpRecords records;
  private final ProvisioningSteps steps;
  private final CallPolicies policies;

  SignUp(SignUpRecords records, ProvisioningSteps steps, CallPolicies policies) {
    this.records = records;
    this.steps = steps;
    this.policies = policies;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void define(SagaBuilder<NewSignUp, Void> saga) {
    saga.onFailure(Recovery.COMPENSATE);
    Step<Made> team =
        saga.local("account", Made.class, records::write)
            .compensate((run, made) -> records.remove(run));
    Step<Made> user = user(saga);
    teamMember(saga, team, user);
    Step<Made> channel = channel(saga, team);
    channelMember(saga, channel, user);
    saga.local("activation", run -> records.activate(run, run.get(user)));
  }

  private Step<Made> user(SagaBuilder<NewSignUp, Void> saga) {
    RemoteStep<NewSignUp, Made> user =
        policies.on(
            saga.remote(
                    "user",
                    Made.class,
                    run -> steps.users().make(run.input().user(), run.input().password()))
                .probe(run -> steps.users().look(run.input().user())));
    return user.compensate((run, made) -> steps.users().unmake(made))
        .api(MattermostApis.CREATE_USER)
        .judge(existsMayBeOurs());
  }

  private void teamMember(SagaBuilder<NewSignUp, Void> saga, Step<Made> team, Step<Made> user) {
    policies
        .onRepeatable(
            saga.remote(
                    "team-member",
                    Made.class,
                    run -> {
                      steps.teams().join(run.get(team), run.get(user));
                      return run.get(user);
                    })
                .probe(run -> steps.teams().lookForMember(run.get(team), run.get(user))))
        .compensate((run, made) -> steps.teams().leave(run.get(team), made))
        .api(MattermostApis.JOIN_TEAM);
  }

  private Step<Made> channel(SagaBuilder<NewSignUp, Void> saga, Step<Made> team) {
    return policies
        .on(
            saga.remote(
                    "channel",
                    Made.class,
                    run ->
                        steps
                            .channels()
                            .make(
                                NewChannel.closed(
                                    run.get(team).id(),
                                    run.input().channelName(),
                                    run.input().name(),
                                    run.input().marker())))
                .probe(
                    run ->
                        steps
                            .channels()
                            .look(run.get(team), run.input().channelName(), run.input().marker())))
        .compensate((run, made) -> steps.channels().unmake(made))
        .api(MattermostApis.CREATE_CHANNEL)
        .judge(existsMayBeOurs());
  }

  private void channelMember(
      SagaBuilder<NewSignUp, Void> saga, Step<Made> channel, Step<Made> user) {
    policies
        .onRepeatable(
            saga.remote(
                    "channel-member",
                    Made.class,
                    run -> {
                      steps.channels().invite(run.get(channel), run.get(user));
                      return run.get(user);
                    })
                .probe(run -> steps.channels().lookForMember(run.get(channel), run.get(user))))
        .compensate((run, made) -> steps.channels().leave(run.get(channel), made))
        .api(MattermostApis.JOIN_CHANNEL);
  }
}
