package dev.amends.systems.provisioning.saga;

import static dev.amends.systems.provisioning.mattermost.MattermostOutcomes.existsMayBeOurs;

import dev.amends.action.Step;
import dev.amends.definition.LocalStep;
import dev.amends.definition.Recovery;
import dev.amends.definition.RemoteStep;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.systems.provisioning.mattermost.NewChannel;

/**
 * Creates a project and its team on Mattermost. Rare, and expensive to undo: what succeeded stays,
 * and a person runs the rest again.
 */
public final class CreateProject implements SagaDefinition<NewProject, Void> {
  /** The stored name. */
  public static final String NAME = "project.create";

  /** The channel that the webhook posts into. */
  static final String NOTIFICATION = "notification";

  /** The word after the slash of the command. */
  public static final String TRIGGER = CommandStep.TRIGGER;

  private static final String RANDOM = "random";

  private final ProjectRecords records;
  private final ProvisioningSteps steps;
  private final CallPolicies policies;
  private final Passwords passwords = new Passwords();

  CreateProject(ProjectRecords records, ProvisioningSteps steps, CallPolicies policies) {
    this.records = records;
    this.steps = steps;
    this.policies = policies;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void define(SagaBuilder<NewProject, Void> saga) {
    saga.onFailure(Recovery.REPROCESS);
    LocalStep<NewProject, ProjectRecords.Admin> project =
        saga.local("project", ProjectRecords.Admin.class, records::write)
            .compensate(records::withdraw);
    Step<Made> team = team(saga);
    Step<Made> admin = admin(saga, project);
    adminMember(saga, team, admin);
    adminRole(saga, team, admin);
    Step<Made> notification = channel(saga, team, NOTIFICATION);
    Step<Made> random = channel(saga, team, RANDOM);
    saga.together("channels", notification, random);
    webhook(saga, team, notification);
    command(saga, team);
  }

  private Step<Made> team(SagaBuilder<NewProject, Void> saga) {
    RemoteStep<NewProject, Made> team =
        policies.on(
            saga.remote(
                    "team",
                    Made.class,
                    run ->
                        steps
                            .teams()
                            .make(run.input().teamName(), run.input().name(), run.input().marker()))
                .probe(run -> steps.teams().look(run.input().teamName(), run.input().marker())));
    team.compensate((run, made) -> steps.teams().unmake(made))
        .api(MattermostApis.CREATE_TEAM)
        .judge(existsMayBeOurs());
    saga.local("team-link", run -> records.linkTeam(run, run.get(team)))
        .compensate((run, done) -> records.unlinkTeam(run));
    return team;
  }

  private Step<Made> admin(SagaBuilder<NewProject, Void> saga, Step<ProjectRecords.Admin> project) {
    RemoteStep<NewProject, Made> admin =
        policies.on(
            saga.remote(
                    "admin-user",
                    Made.class,
                    run ->
                        steps.users().make(wanted(run.input(), run.get(project)), passwords.next()))
                .probe(run -> steps.users().look(wanted(run.input(), run.get(project)))));
    admin
        .compensate(
            (run, made) -> {
              if (!records.adminNeededElsewhere(run, run.get(project))) {
                steps.users().unmake(made);
              }
            })
        .api(MattermostApis.CREATE_USER)
        .judge(existsMayBeOurs());
    saga.local("admin-link", run -> records.linkAdmin(run, run.get(project), run.get(admin)))
        .compensate((run, done) -> records.unlinkAdmin(run));
    return admin;
  }

  private static WantedUser wanted(NewProject project, ProjectRecords.Admin admin) {
    return new WantedUser(
        admin.accountId(), project.adminEmail(), project.adminUsername(), project.adminName());
  }

  private void adminMember(SagaBuilder<NewProject, Void> saga, Step<Made> team, Step<Made> admin) {
    policies
        .onRepeatable(
            saga.remote(
                    "admin-member",
                    Made.class,
                    run -> {
                      steps.teams().join(run.get(team), run.get(admin));
                      return run.get(admin);
                    })
                .probe(run -> steps.teams().lookForMember(run.get(team), run.get(admin))))
        .compensate((run, made) -> steps.teams().leave(run.get(team), made))
        .api(MattermostApis.JOIN_TEAM);
  }

  private void adminRole(SagaBuilder<NewProject, Void> saga, Step<Made> team, Step<Made> admin) {
    policies
        .onRepeatable(
            saga.remote(
                    "admin-role",
                    Made.class,
                    run -> {
                      steps.teams().administrate(run.get(team), run.get(admin), true);
                      return run.get(admin);
                    })
                .probe(run -> steps.teams().lookForAdmin(run.get(team), run.get(admin))))
        .compensate((run, made) -> steps.teams().administrate(run.get(team), made, false))
        .api(MattermostApis.SET_TEAM_ROLES);
  }

  private Step<Made> channel(SagaBuilder<NewProject, Void> saga, Step<Made> team, String name) {
    return policies
        .on(
            saga.remote(
                    "channel-" + name,
                    Made.class,
                    run ->
                        steps
                            .channels()
                            .make(NewChannel.open(run.get(team).id(), name, run.input().marker())))
                .probe(run -> steps.channels().look(run.get(team), name, run.input().marker())))
        .compensate((run, made) -> steps.channels().unmake(made))
        .api(MattermostApis.CREATE_CHANNEL)
        .judge(existsMayBeOurs());
  }

  private void webhook(
      SagaBuilder<NewProject, Void> saga, Step<Made> team, Step<Made> notification) {
    policies
        .on(
            saga.remote(
                    "webhook",
                    MadeHook.class,
                    run -> steps.hooks().make(run.get(notification), run.input().marker()))
                .probeAll(
                    run -> steps.hooks().look(run.get(team), run.input().marker()),
                    MadeHook::print))
        .compensate((run, made) -> steps.hooks().unmake(run.get(team), run.input().marker(), made))
        .api(MattermostApis.CREATE_WEBHOOK);
  }

  private void command(SagaBuilder<NewProject, Void> saga, Step<Made> team) {
    policies
        .on(
            saga.remote(
                    "command",
                    Made.class,
                    run -> steps.commands().make(run.get(team), run.input().id()))
                .probe(run -> steps.commands().look(run.get(team), run.input().marker())))
        .compensate((run, made) -> steps.commands().unmake(made))
        .api(MattermostApis.CREATE_COMMAND)
        .judge(existsMayBeOurs());
  }
}
