package dev.amends.systems.provisioning.mattermost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeClassifier;
import dev.amends.outcome.TransportClassifier;
import dev.amends.systems.provisioning.simulated.Simulation;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

class MattermostClientTest {
  private static Simulation simulation;
  private static Mattermost mattermost;

  private final UUID id = UUID.randomUUID();
  private final String word = "x" + TeamNames.shortened(id);
  private final Marker marker = Marker.ofProject(id);

  @BeforeAll
  static void start() {
    simulation = new Simulation();
    mattermost = client(simulation.url(), "simulator");
  }

  @AfterAll
  static void stop() {
    simulation.close();
  }

  @AfterEach
  void heal() {
    simulation.heal();
    simulation.userDeletion(true);
  }

  static Mattermost client(URI url, String token) {
    return Mattermost.connect(
        RestClient.builder(),
        ClientHttpRequestFactoryBuilder.jdk()
            .withHttpClientCustomizer(jdk -> jdk.version(HttpClient.Version.HTTP_1_1)),
        new MattermostSettings(url, token, Duration.ofSeconds(1), Duration.ofMillis(500)));
  }

  private Team newTeam() {
    return mattermost.teams().create(NewTeam.byInvitation(word, "Team " + word, marker));
  }

  private User newUser() {
    return mattermost.users().create(user(Marker.ofAccount(id)));
  }

  private NewUser user(Marker whose) {
    return NewUser.marked(word + "@example.com", word, "Kim", "secret-123", whose);
  }

  @Test
  void makesAndFindsATeamThatCarriesItsMarker() {
    Team made = newTeam();

    assertThat(made.live()).isTrue();
    assertThat(mattermost.teams().byName(word)).contains(made);
    assertThat(marker.in(made.description())).isTrue();
    mattermost.teams().delete(made.id());
    assertThat(mattermost.teams().byName(word)).isEmpty();
    mattermost.teams().delete(made.id());
  }

  @Test
  void keepsAMarkerInAUsersProps() {
    User made = newUser();

    assertThat(made.marker()).contains(Marker.ofAccount(id));
    assertThat(mattermost.users().byEmail(word + "@example.com")).contains(made);
    assertThat(mattermost.users().byUsername(word)).contains(made);
    assertThat(mattermost.users().byEmail("nobody-" + word + "@example.com")).isEmpty();
  }

  @Test
  void takesUsersIntoTeamsAndChannels() {
    Team team = newTeam();
    User user = newUser();
    Channel channel =
        mattermost.channels().create(NewChannel.closed(team.id(), "hall", "Hall", marker));

    mattermost.teams().join(team.id(), user.id());
    mattermost.teams().join(team.id(), user.id());
    mattermost.teams().administrate(team.id(), user.id(), true);
    mattermost.channels().invite(channel.id(), user.id());

    assertThat(mattermost.teams().member(team.id(), user.id()))
        .hasValueSatisfying(member -> assertThat(member.schemeAdmin()).isTrue());
    assertThat(mattermost.channels().member(channel.id(), user.id())).isPresent();
    mattermost.channels().leave(channel.id(), user.id());
    assertThat(mattermost.channels().member(channel.id(), user.id())).isEmpty();
    mattermost.teams().leave(team.id(), user.id());
    assertThat(mattermost.teams().member(team.id(), user.id()).filter(TeamMember::live)).isEmpty();
    mattermost.teams().leave(team.id(), user.id());
  }

  @Test
  void archivesAChannelTwice() {
    Team team = newTeam();
    Channel channel = mattermost.channels().create(NewChannel.open(team.id(), "hall", marker));

    mattermost.channels().delete(channel.id());
    mattermost.channels().delete(channel.id());

    assertThat(mattermost.channels().byName(team.id(), "hall").filter(Channel::live)).isEmpty();
  }

  @Test
  void leavesATeamThatTheUserWasNeverIn() {
    Team team = newTeam();
    User user = newUser();

    mattermost.teams().leave(team.id(), user.id());

    assertThat(mattermost.teams().member(team.id(), user.id())).isEmpty();
  }

  @Test
  void readsAllPagesOfWebhooksAndTakesOnlyItsOwn() {
    Team team = newTeam();
    Channel channel = mattermost.channels().create(NewChannel.open(team.id(), "hooks", marker));
    Marker stranger = Marker.ofProject(UUID.randomUUID());
    IntStream.range(0, 201)
        .forEach(
            i -> mattermost.hooks().create(NewHook.marked(channel.id(), "a stranger's", stranger)));
    IncomingHook mine = mattermost.hooks().create(NewHook.marked(channel.id(), "mine", marker));

    assertThat(mattermost.hooks().marked(team.id(), marker)).containsExactly(mine);
    assertThat(mattermost.hooks().marked(team.id(), stranger)).hasSize(201);
    mattermost.hooks().delete(mine.id());
    mattermost.hooks().delete(mine.id());
    assertThat(mattermost.hooks().marked(team.id(), marker)).isEmpty();
  }

  @Test
  void findsACommandByItsTrigger() {
    Team team = newTeam();
    NewCommand command =
        NewCommand.posted(team.id(), "project", "http://localhost:8090/x", "Shows", marker);

    SlashCommand made = mattermost.commands().create(command);

    assertThat(mattermost.commands().byTrigger(team.id(), "project")).contains(made);
    assertThat(mattermost.commands().byTrigger(team.id(), "other")).isEmpty();
    assertThatThrownBy(() -> mattermost.commands().create(command))
        .isInstanceOfSatisfying(
            MattermostException.class, refusal -> assertThat(refusal.exists()).isTrue());
    mattermost.commands().delete(made.id());
    assertThat(mattermost.commands().byTrigger(team.id(), "project")).isEmpty();
  }

  @Test
  void tellsWhatIsThereAlreadyFromOtherRefusals() {
    Team team = newTeam();
    newUser();
    mattermost.channels().create(NewChannel.open(team.id(), "hall", marker));

    assertThat(refusal(this::newTeam).exists()).isTrue();
    assertThat(refusal(this::newUser).exists()).isTrue();
    assertThat(
            refusal(() -> mattermost.channels().create(NewChannel.open(team.id(), "hall", marker)))
                .exists())
        .isTrue();
    MattermostException invalid =
        refusal(() -> mattermost.teams().create(NewTeam.byInvitation("A B", "x", marker)));
    assertThat(invalid.exists()).isFalse();
    assertThat(outcome(invalid)).isInstanceOf(Outcome.Rejected.class);
    assertThat(invalid.errorId()).isEqualTo("model.team.is_valid.characters.app_error");
  }

  @Test
  void neverReadsAnEntityOutOfAnError() {
    simulation.fault(
        Map.of(
            "path",
            "/teams/name/",
            "mode",
            "status",
            "status",
            403,
            "body",
            Map.of("id", "abcdefghijklmnopqrstuvwxyz", "name", word)));

    assertThatThrownBy(() -> mattermost.teams().byName(word))
        .isInstanceOf(MattermostException.class);
  }

  @Test
  void takesAnotherServersAnswerForNoAnswer() {
    simulation.fault(
        Map.of("path", "/teams/name/", "mode", "status", "status", 404, "body", "<html>"));
    assertThatThrownBy(() -> mattermost.teams().byName(word))
        .isInstanceOf(MattermostException.class);

    simulation.heal();
    Mattermost elsewhere = client(simulation.url().resolve("/elsewhere"), "simulator");
    assertThatThrownBy(() -> elsewhere.teams().byName(word))
        .isInstanceOf(MattermostException.class);
  }

  @Test
  void knowsNothingAfterASuccessThatMakesNoSense() {
    simulation.fault(Map.of("method", "POST", "path", "/teams$", "mode", "garbage", "times", 1));

    MattermostException unreadable = refusal(this::newTeam);

    assertThat(outcome(unreadable)).isInstanceOf(Outcome.Unknown.class);
    assertThat(mattermost.teams().byName(word)).isPresent();
  }

  @Test
  void demandsWhatIdentifiesAnEntity() {
    for (Map<String, ?> body :
        List.<Map<String, ?>>of(
            Map.of("name", word), Map.of("id", "short", "name", word), Map.of())) {
      simulation.fault(
          Map.of(
              "method", "POST", "path", "/teams$", "mode", "status", "status", 201, "times", 1,
              "body", body));
      assertThat(outcome(refusal(this::newTeam))).isInstanceOf(Outcome.Unknown.class);
    }
  }

  @Test
  void waitsAsLongAsAskedWhenThereAreTooManyCalls() {
    simulation.fault(
        Map.of(
            "method",
            "POST",
            "path",
            "/teams$",
            "mode",
            "status",
            "status",
            429,
            "retryAfter",
            7,
            "times",
            1));

    Outcome outcome = outcome(refusal(this::newTeam));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.NotSent.class,
            notSent -> assertThat(notSent.after()).isEqualTo(Duration.ofSeconds(7)));
  }

  @Test
  void knowsNothingAfterAServerErrorOrASilence() {
    simulation.fault(Map.of("path", "/teams$", "mode", "status", "status", 503, "times", 1));
    assertThat(outcome(refusal(this::newTeam))).isInstanceOf(Outcome.Unknown.class);

    simulation.fault(Map.of("path", "/teams$", "mode", "lose", "times", 1));
    assertThat(unanswered()).isInstanceOf(Outcome.Unknown.class);

    simulation.fault(Map.of("path", "/teams$", "mode", "reset", "times", 1));
    assertThat(unanswered()).isInstanceOf(Outcome.Unknown.class);
  }

  private Outcome unanswered() {
    return outcome(catchThrowableOfType(ResourceAccessException.class, this::newTeam));
  }

  @Test
  void knowsThatNothingWasSentToNobody() {
    Simulation gone = new Simulation();
    gone.goDown();
    Mattermost nobody = client(gone.url(), "simulator");

    ResourceAccessException refused =
        catchThrowableOfType(
            ResourceAccessException.class, () -> nobody.teams().byName("anything"));

    assertThat(outcome(refused)).isInstanceOf(Outcome.NotSent.class);
  }

  @Test
  void takesAWrongTokenForARefusal() {
    Mattermost intruder = client(simulation.url(), "wrong");

    MattermostException refusal =
        catchThrowableOfType(MattermostException.class, () -> intruder.teams().byName("anything"));

    assertThat(refusal.status()).isEqualTo(401);
    assertThat(outcome(refusal)).isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void deactivatesAUserWhereItMayNotDelete() {
    simulation.userDeletion(false);
    User made = newUser();

    mattermost.users().delete(made.id());

    assertThat(mattermost.users().byEmail(made.email()))
        .hasValueSatisfying(user -> assertThat(user.live()).isFalse());
  }

  @Test
  void takesUpADeactivatedUserAgain() {
    simulation.userDeletion(false);
    passwordsCanBeSet(simulation);
    User made = newUser();
    mattermost.users().delete(made.id());
    Marker next = Marker.ofAccount(UUID.randomUUID());

    mattermost.users().adopt(made.id(), user(next));

    assertThat(mattermost.users().byEmail(made.email()))
        .hasValueSatisfying(
            user -> {
              assertThat(user.id()).isEqualTo(made.id());
              assertThat(user.live()).isTrue();
              assertThat(user.marker()).contains(next);
            });
    assertThat(simulation.calls("PUT", ".*/password")).hasSize(1);
  }

  /** The simulator keeps no passwords, and so has no call that sets one. */
  static void passwordsCanBeSet(Simulation simulation) {
    simulation.fault(
        Map.of(
            "method", "PUT",
            "path", "/users/[^/]+/password$",
            "mode", "status",
            "status", 200,
            "body", Map.of("status", "OK")));
  }

  @Test
  void showsNoPassword() {
    assertThat(user(marker).toString()).doesNotContain("secret");
    assertThat(
            new MattermostSettings(
                    simulation.url(), "secret", Duration.ofSeconds(1), Duration.ofSeconds(1))
                .toString())
        .doesNotContain("secret");
  }

  private static MattermostException refusal(Runnable call) {
    return catchThrowableOfType(MattermostException.class, call::run);
  }

  private static Outcome outcome(Throwable thrown) {
    return OutcomeClassifier.classify(
        List.of(new MattermostOutcomes(), new TransportClassifier()), thrown);
  }
}
