package dev.amends.spring.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.spring.CurrentInvocation;
import dev.amends.spring.FixedRun;
import dev.amends.spring.NoTransactions;
import dev.amends.spring.guard.GuardMode;
import dev.amends.spring.guard.TransactionGuard;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.springframework.boot.http.client.JdkHttpClientBuilder;
import org.springframework.web.client.RestClient;

/** RestClient and the JDK's client, as the starter fits them out, with short limits. */
final class Clients {
  private Clients() {}

  static final HttpLimits LIMITS =
      new HttpLimits(
          Duration.ofMillis(500), Duration.ofMillis(500), 64 * 1024, Duration.ofMinutes(15));

  static final TransactionGuard GUARD = new TransactionGuard(GuardMode.FAIL, new NoTransactions());

  /** What the other side makes. */
  record Team(String id, String name) {}

  /** A way to ask for one. */
  interface Client {
    Object create(String url) throws Exception;
  }

  static final RestClient REST = rest();
  static final HttpClient JDK =
      new AttemptHttpClient(
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(LIMITS.connectTimeout())
              .build(),
          GUARD);
  static final HttpOutcomes OUTCOMES = new HttpOutcomes(LIMITS.retryAfterCap(), List.of());

  static RestClient rest() {
    RestClient.Builder builder =
        RestClient.builder()
            .requestFactory(
                new AttemptRequestFactoryBuilder(LIMITS, new JdkHttpClientBuilder()).build());
    new AmendsRestClientCustomizer(GUARD, LIMITS).customize(builder);
    return builder.build();
  }

  static Object byRest(String url) {
    return REST.post().uri(url).body(new Team("", "x")).retrieve().body(Team.class);
  }

  static Object byJdk(String url) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(LIMITS.readTimeout())
            .POST(BodyPublishers.ofString("{}"))
            .build();
    return OUTCOMES.success(JDK.send(request, BodyHandlers.ofString()));
  }

  static Stream<Arguments> clients() {
    return Stream.of(
        Arguments.of("RestClient", (Client) Clients::byRest),
        Arguments.of("JDK HttpClient", (Client) Clients::byJdk));
  }

  static Outcome outcome(Client client, String url) {
    FixedRun run = FixedRun.of(Map.of());
    Throwable thrown =
        catchThrowable(
            () -> new CurrentInvocation().around(run.action(), () -> client.create(url)));
    assertThat(thrown).isNotNull();
    return Outcomes.of(thrown);
  }

  static Failure failure(Outcome outcome) {
    if (outcome instanceof Outcome.Rejected rejected) {
      return rejected.failure();
    }
    if (outcome instanceof Outcome.NotSent notSent) {
      return notSent.failure();
    }
    return ((Outcome.Unknown) outcome).failure();
  }
}
