package dev.amends.systems.provisioning.saga;

import static dev.amends.systems.provisioning.mattermost.MattermostOutcomes.existsMayBeOurs;

import dev.amends.action.Run;
import dev.amends.definition.Recovery;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import dev.amends.outcome.Probed;
import dev.amends.systems.provisioning.mattermost.Marker;
import java.util.List;

/**
 * Makes again what a settled project has lost on Mattermost. The saga that created the project
 * stays as it ended; a step whose effect isn't missing has nothing to do.
 */
public final class RepairProject implements SagaDefinition<Repair, Void> {
  /** The stored name. */
  public static final String NAME = "project.repair";

  /** What can be lost and made again, by the names of the steps. */
  public static final List<String> REPAIRABLE = List.of("webhook", "command");

  private static final String WEBHOOK = REPAIRABLE.get(0);
  private static final String COMMAND = REPAIRABLE.get(1);
  private static final String NO_CHANNEL =
      "The channel '%s' that the webhook posts into is gone.".formatted(CreateProject.NOTIFICATION);
  private static final Made NOTHING = new Made("");
  private static final MadeHook NO_HOOK = new MadeHook("");

  private final ProvisioningSteps steps;
  private final CallPolicies policies;

  RepairProject(ProvisioningSteps steps, CallPolicies policies) {
    this.steps = steps;
    this.policies = policies;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void define(SagaBuilder<Repair, Void> saga) {
    saga.onFailure(Recovery.REPROCESS);
    policies
        .on(
            saga.remote(WEBHOOK, MadeHook.class, this::makeHook)
                .probeAll(
                    run -> steps.hooks().look(run.input().team(), run.input().marker()),
                    MadeHook::print))
        .compensate(
            (run, made) -> steps.hooks().unmake(run.input().team(), run.input().marker(), made))
        .api(MattermostApis.CREATE_WEBHOOK);
    policies
        .on(saga.remote(COMMAND, Made.class, this::makeCommand).probe(this::lookForCommand))
        .compensate((run, made) -> unmakeCommand(made))
        .api(MattermostApis.CREATE_COMMAND)
        .judge(existsMayBeOurs());
  }

  private MadeHook makeHook(Run<Repair> run) {
    Repair repair = run.input();
    if (!repair.missing().contains(WEBHOOK)) {
      return NO_HOOK;
    }
    Probed<Made> channel =
        steps.channels().look(repair.team(), CreateProject.NOTIFICATION, repair.marker());
    if (channel instanceof Probed.Ours<Made> ours) {
      return steps.hooks().make(ours.result(), repair.marker());
    }
    throw new OutcomeException(
        Outcome.rejected(Failure.of("channel-missing", NO_CHANNEL)), NO_CHANNEL);
  }

  private Made makeCommand(Run<Repair> run) {
    Repair repair = run.input();
    return repair.missing().contains(COMMAND)
        ? steps.commands().make(repair.team(), repair.projectId())
        : NOTHING;
  }

  private Probed<Made> lookForCommand(Run<Repair> run) {
    Marker marker = run.input().marker();
    return steps.commands().look(run.input().team(), marker);
  }

  private void unmakeCommand(Made made) {
    if (!made.equals(NOTHING)) {
      steps.commands().unmake(made);
    }
  }
}
