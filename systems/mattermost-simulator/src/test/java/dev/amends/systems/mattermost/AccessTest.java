package dev.amends.systems.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccessTest {
  @RegisterExtension final RunningSimulator simulator = new RunningSimulator();

  @Test
  void answersAPingToAnybody() {
    Reply reply = simulator.client().panel("GET", "/api/v4/system/ping");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.at("status")).isEqualTo("OK");
  }

  @Test
  void wantsATokenForEverythingElse() {
    Reply reply = simulator.client().panel("GET", "/api/v4/teams");

    assertThat(reply.refusal()).isEqualTo("401 api.context.session_expired.app_error");
  }

  @Test
  void refusesAWrongToken() {
    SimulatorClient stranger = new SimulatorClient(simulator.url(), "wrong");

    assertThat(stranger.post("/teams", SimulatorClient.team("blue")).status()).isEqualTo(401);
    assertThat(simulator.client().state("teams")).isEmpty();
  }

  @Test
  void wordsARefusalLikeMattermost() {
    Reply reply = simulator.client().get("/teams/name/nobody");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.json().propertyNames())
        .containsExactlyInAnyOrder("id", "message", "detailed_error", "request_id", "status_code");
    assertThat(reply.json().required("status_code").intValue()).isEqualTo(404);
    assertThat(reply.header("X-Request-Id")).isEqualTo(reply.at("request_id"));
  }

  @Test
  void knowsWhichCallsItDoesNotHave() {
    assertThat(simulator.client().get("/nothing").refusal())
        .isEqualTo("404 api.context.404.app_error");
    assertThat(simulator.client().put("/teams", Map.of("a", "b")).refusal())
        .isEqualTo("404 api.context.404.app_error");
  }

  @Test
  void refusesAnIdThatIsNone() {
    assertThat(simulator.client().get("/teams/short").refusal())
        .isEqualTo("400 api.context.invalid_url_param.app_error");
  }

  @Test
  void tellsWhoseTokenItIs() {
    Reply me = simulator.client().get("/users/me");

    assertThat(me.status()).isEqualTo(200);
    assertThat(me.at("roles")).contains("system_admin");
    assertThat(simulator.client().get("/users/" + me.id()).at("username"))
        .isEqualTo(me.at("username"));
  }

  @Test
  void answersAClientThatOffersToUpgradeToHttp2() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(simulator.url() + "/api/v4/teams"))
            .header("Authorization", "Bearer secret-token")
            .POST(
                BodyPublishers.ofString("{\"name\":\"b1\",\"display_name\":\"B\",\"type\":\"O\"}"))
            .build();

    HttpResponse<String> response =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .build()
            .send(request, BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
  }

  @Test
  void takesNoBodyAboveOneMebibyte() {
    Reply reply = simulator.client().post("/teams", Map.of("name", "x".repeat(1 << 20)));

    assertThat(reply.status()).isEqualTo(413);
  }
}
