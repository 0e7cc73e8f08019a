package dev.amends.spring.outcomes;

import dev.amends.spring.guard.TransactionGuard;
import dev.amends.spring.http.AttemptHttpClient;
import dev.amends.spring.http.HttpOutcomes;
import dev.amends.spring.outcomes.CreateTeam.Call;
import dev.amends.spring.outcomes.CreateTeam.Team;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.json.JsonMapper;

/** The three clients as an application of the starter has them. */
final class Callers {
  /** An API by its interface. */
  interface Teams {
    @PostExchange(contentType = "application/json", accept = "application/json")
    Team create(URI uri, @RequestBody String body);
  }

  private final RestClient rest;
  private final Teams teams;
  private final HttpClient jdk;
  private final HttpOutcomes outcomes;
  private final JsonMapper json;

  Callers(
      RestClient rest,
      Teams teams,
      TransactionGuard guard,
      HttpOutcomes outcomes,
      JsonMapper json) {
    this.rest = rest;
    this.teams = teams;
    this.jdk =
        new AttemptHttpClient(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build(),
            guard);
    this.outcomes = outcomes;
    this.json = json;
  }

  /** Asks for a team. */
  Team create(Call call) throws Exception {
    URI uri = URI.create(call.url());
    String body = "{\"name\":\"" + "n".repeat(call.size()) + "\"}";
    return switch (call.client()) {
      case REST_CLIENT ->
          rest.post()
              .uri(uri)
              .contentType(MediaType.APPLICATION_JSON)
              .accept(MediaType.APPLICATION_JSON)
              .body(body)
              .retrieve()
              .body(Team.class);
      case HTTP_EXCHANGE -> teams.create(uri, body);
      case JDK -> {
        HttpRequest request =
            HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        yield json.readValue(
            outcomes.success(jdk.send(request, BodyHandlers.ofString())), Team.class);
      }
    };
  }
}
