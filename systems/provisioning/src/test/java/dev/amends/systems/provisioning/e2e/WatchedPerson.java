package dev.amends.systems.provisioning.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.systems.provisioning.service.Reply;
import dev.amends.systems.provisioning.service.Samples;
import dev.amends.systems.provisioning.service.ServiceClient;
import dev.amends.systems.provisioning.simulated.Simulation;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** Somebody who signs up, until all is there or nothing. */
final class WatchedPerson {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Simulation mattermost;
  private final Map<String, ?> body;
  private final String email;

  WatchedPerson(Simulation mattermost) {
    this(mattermost, Samples.person(Samples.word()));
  }

  WatchedPerson(Simulation mattermost, Map<String, ?> body) {
    this.mattermost = mattermost;
    this.body = body;
    this.email = (String) body.get("email");
  }

  Reply signUp(ServiceClient service) {
    return service.post("/users", body);
  }

  Reply signUp(ServiceClient service, String idempotencyKey) {
    return service.post("/users", body, "Idempotency-Key", idempotencyKey);
  }

  /** Waits until the user is shown as active or is gone; true when active. */
  static boolean settled(ServiceClient service, String location) {
    Reply last =
        Awaitility.await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(50))
            .until(
                () -> service.get(location),
                reply -> reply.status() == 404 || reply.text("status").equals("ACTIVE"));
    return last.status() == 200;
  }

  void isThere() {
    assertThat(mattermost.state().person(email))
        .isEqualTo(Map.of("user", 1L, "team-member", 1L, "channel-member", 1L));
    assertThat(channels()).isEqualTo(1);
  }

  void isGone(String id) {
    assertThat(mattermost.state().person(email))
        .isEqualTo(Map.of("user", 0L, "team-member", 0L, "channel-member", 0L));
    assertThat(mattermost.state().privateChannels(id)).isEmpty();
  }

  /** Nothing is left, whatever the id was. */
  void isGone() {
    assertThat(mattermost.state().person(email))
        .isEqualTo(Map.of("user", 0L, "team-member", 0L, "channel-member", 0L));
  }

  private long channels() {
    String user = mattermost.state().users(email).get(0).path("id").asString();
    return mattermost
        .state()
        .live("channelMembers")
        .filter(member -> member.path("user_id").asString().equals(user))
        .count();
  }

  String email() {
    return email;
  }
}
