package dev.amends.systems.provisioning.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.definition.Retry;
import dev.amends.jackson.JacksonCodec;
import dev.amends.jackson.SecretKeys;
import dev.amends.systems.provisioning.mattermost.Mattermost;
import dev.amends.systems.provisioning.mattermost.MattermostOutcomes;
import dev.amends.systems.provisioning.mattermost.MattermostSettings;
import dev.amends.systems.provisioning.mattermost.NewChannel;
import dev.amends.systems.provisioning.simulated.Simulation;
import dev.amends.systems.provisioning.tenant.Tenant;
import dev.amends.systems.provisioning.tenant.Tenants;
import dev.amends.testkit.explore.CrashExplorer;
import dev.amends.testkit.explore.Settled;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.web.client.RestClient;

/** Every saga, with the process dying, calls failing and answers lost at every place there is. */
class SagaCrashesIT {
  private static final Duration TIME =
      Duration.ofSeconds(Long.getLong("amends.crashes.seconds", 12));
  private static final String TENANT = "acme";

  private static Simulation simulation;
  private static Mattermost mattermost;

  @BeforeAll
  static void start() {
    simulation = new Simulation();
    simulation.userDeletion(true);
    mattermost =
        Mattermost.connect(
            RestClient.builder(),
            ClientHttpRequestFactoryBuilder.jdk()
                .withHttpClientCustomizer(jdk -> jdk.version(HttpClient.Version.HTTP_1_1)),
            new MattermostSettings(
                simulation.url(), "simulator", Duration.ofSeconds(2), Duration.ofSeconds(5)));
  }

  @AfterAll
  static void stop() {
    simulation.close();
  }

  /** A database of its own, and ids that no other run has. */
  private static final class World {
    final ExploredDatabase database = new ExploredDatabase();
    final UUID id = UUID.randomUUID();
    final String word = "x" + id.toString().substring(0, 13);
    final String email = word + "@example.com";
    final Tenant tenant = new Tenants(database.client()).insert(TENANT, "test");
    final Definitions definitions =
        new Definitions(
            database.client(),
            mattermost,
            new CallPolicies(
                Duration.ofSeconds(7), Duration.ofSeconds(8), Retry.DEFAULT, Retry.PROBING),
            "http://localhost:8090");
    Made made = new Made("");

    NewProject project() {
      return new NewProject(id, TENANT, word, email, word, "Kim");
    }

    NewSignUp person() {
      return new NewSignUp(id, TENANT, word, email, word, "Kim", "secret-123");
    }

    /** A project whose webhook and slash command are gone. */
    World withABrokenProject() {
      NewProject project = project();
      made = new TeamStep(mattermost.teams()).make(project.teamName(), word, project.marker());
      Made unused =
          new ChannelStep(mattermost.channels())
              .make(NewChannel.open(made.id(), CreateProject.NOTIFICATION, project.marker()));
      return this;
    }

    Repair repair() {
      return new Repair(id, 1, made.id(), RepairProject.REPAIRABLE);
    }

    /** A tenant's team that is there already. */
    World withTeam() {
      NewTenantTeam team = NewTenantTeam.of(tenant, 1);
      Made made = new TeamStep(mattermost.teams()).make(team.teamName(), TENANT, team.marker());
      new Tenants(database.client()).insertTeam(TENANT, 1, made.id());
      return this;
    }
  }

  @Tag("guarantee-settles")
  @Test
  void creatingAProject() {
    CrashExplorer.of(effects -> new World())
        .saga(world -> world.definitions.createProject(), World::project)
        .on(world -> world.database.ground())
        .engine(engine -> engine.classifiers(List.of(new MattermostOutcomes())))
        .check(SagaCrashesIT::wholeProject)
        .within(TIME)
        .run()
        .throwIfBroken();
  }

  private static void wholeProject(World world, Settled end) {
    var state = simulation.state().project(world.project().teamName(), world.email);
    if (end.started()) {
      assertThat(end.succeeded()).as("%s", end).isTrue();
      assertThat(state.values()).as("%s", state).containsOnly(1L);
    } else {
      assertThat(state.values()).as("%s", state).containsOnly(0L);
    }
  }

  @Test
  void signingUp() {
    PasswordEncoder weak = new BCryptPasswordEncoder(4);
    CrashExplorer.of(effects -> new World().withTeam())
        .saga(world -> world.definitions.signUp(weak), World::person)
        .on(world -> world.database.ground())
        .codec(new JacksonCodec(SecretKeys.of("test", new byte[32])))
        .engine(engine -> engine.classifiers(List.of(new MattermostOutcomes())))
        .check(SagaCrashesIT::allOrNothing)
        .within(TIME)
        .run()
        .throwIfBroken();
  }

  private static void allOrNothing(World world, Settled end) {
    var state = simulation.state();
    long wanted = end.succeeded() ? 1 : 0;
    assertThat(state.person(world.email).values())
        .as("%s", state.person(world.email))
        .containsOnly(wanted);
    assertThat(state.privateChannels(world.id.toString())).hasSize((int) wanted);
  }

  @Test
  void repairingAProject() {
    CrashExplorer.of(effects -> new World().withABrokenProject())
        .saga(world -> world.definitions.repairProject(), World::repair)
        .on(world -> world.database.ground())
        .engine(engine -> engine.classifiers(List.of(new MattermostOutcomes())))
        .check(
            (world, end) -> {
              var state = simulation.state().project(world.project().teamName(), world.email);
              assertThat(end.succeeded()).as("%s", end).isTrue();
              assertThat(state).containsEntry("webhook", 1L).containsEntry("command", 1L);
            })
        .within(TIME)
        .run()
        .throwIfBroken();
  }

  @Test
  void makingATenantsTeam() {
    CrashExplorer.of(effects -> new World())
        .saga(world -> world.definitions.tenantTeam(), world -> NewTenantTeam.of(world.tenant, 1))
        .on(world -> world.database.ground())
        .engine(engine -> engine.classifiers(List.of(new MattermostOutcomes())))
        .check(
            (world, end) -> {
              assertThat(end.succeeded()).as("%s", end).isTrue();
              assertThat(simulation.state().team(world.tenant.teamName())).isPresent();
              assertThat(new Tenants(world.database.client()).team(TENANT)).isPresent();
            })
        .within(TIME)
        .run()
        .throwIfBroken();
  }
}
