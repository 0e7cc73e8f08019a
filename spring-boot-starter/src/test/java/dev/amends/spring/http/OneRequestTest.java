package dev.amends.spring.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.amends.outcome.Outcome;
import dev.amends.spring.CurrentInvocation;
import dev.amends.spring.FixedRun;
import dev.amends.spring.NoTransactions;
import dev.amends.spring.guard.GuardMode;
import dev.amends.spring.guard.TransactionGuard;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.http.client.JdkHttpClientBuilder;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** One attempt is one request, counted where it arrives. */
class OneRequestTest {
  private static final TransactionGuard GUARD =
      new TransactionGuard(GuardMode.FAIL, new NoTransactions());

  interface Orders {
    @GetExchange("/orders/{id}")
    String get(@PathVariable String id);

    @PostExchange("/orders/{id}")
    String post(@PathVariable String id);

    @PutExchange("/orders/{id}")
    String put(@PathVariable String id);

    @DeleteExchange("/orders/{id}")
    String delete(@PathVariable String id);
  }

  /** A way to send a request. */
  interface Sender {
    String send(String url, String method) throws Exception;
  }

  private static final RestClient REST = rest();
  private static final HttpClient JDK =
      new AttemptHttpClient(
          HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), GUARD);

  private static RestClient rest() {
    RestClient.Builder builder =
        RestClient.builder()
            .requestFactory(
                new AttemptRequestFactoryBuilder(HttpLimits.DEFAULTS, new JdkHttpClientBuilder())
                    .build());
    new AmendsRestClientCustomizer(GUARD, HttpLimits.DEFAULTS).customize(builder);
    return builder.build();
  }

  private static String byRestClient(String url, String method) {
    RestClient.RequestBodySpec request =
        REST.method(org.springframework.http.HttpMethod.valueOf(method)).uri(url + "/orders/1");
    if (method.equals("POST") || method.equals("PUT")) {
      request = request.body("hello");
    }
    return request.retrieve().body(String.class);
  }

  private static String byExchange(String url, String method) {
    Orders orders =
        HttpServiceProxyFactory.builderFor(
                RestClientAdapter.create(REST.mutate().baseUrl(url).build()))
            .build()
            .createClient(Orders.class);
    return switch (method) {
      case "GET" -> orders.get("1");
      case "POST" -> orders.post("1");
      case "PUT" -> orders.put("1");
      default -> orders.delete("1");
    };
  }

  private static String byJdk(String url, String method) throws Exception {
    return JDK.send(jdkRequest(url, method), BodyHandlers.ofString()).body();
  }

  private static String byJdkAsync(String url, String method) throws Exception {
    try {
      return JDK.sendAsync(jdkRequest(url, method), BodyHandlers.ofString()).get().body();
    } catch (java.util.concurrent.ExecutionException thrown) {
      throw (Exception) thrown.getCause();
    }
  }

  private static HttpRequest jdkRequest(String url, String method) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/orders/1"));
    return switch (method) {
      case "GET" -> request.GET().build();
      case "DELETE" -> request.DELETE().build();
      default -> request.method(method, BodyPublishers.ofString("hello")).build();
    };
  }

  static Stream<Arguments> senders() {
    Map<String, Sender> senders =
        Map.of(
            "RestClient", OneRequestTest::byRestClient,
            "@HttpExchange", OneRequestTest::byExchange,
            "JDK HttpClient", OneRequestTest::byJdk,
            "JDK HttpClient async", OneRequestTest::byJdkAsync);
    return senders.entrySet().stream()
        .flatMap(
            sender ->
                Stream.of("GET", "HEAD", "POST", "PUT", "DELETE")
                    .filter(
                        method -> !method.equals("HEAD") || sender.getKey().equals("RestClient"))
                    .map(method -> Arguments.of(sender.getKey(), method, sender.getValue())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("senders")
  void aFreshConnectionThatBreaksBeforeTheAnswerSeesOneRequest(
      String name, String method, Sender sender) throws Exception {
    try (SocketServer server = new SocketServer(exchange -> false)) {
      assertThat(outcome(() -> sender.send(server.url(), method)))
          .isInstanceOf(Outcome.Unknown.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("senders")
  void aFreshConnectionThatIsResetSeesOneRequest(String name, String method, Sender sender)
      throws Exception {
    try (SocketServer server = new SocketServer(SocketServer.Exchange::reset)) {
      assertThat(outcome(() -> sender.send(server.url(), method)))
          .isInstanceOf(Outcome.Unknown.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("senders")
  void aKeptAliveConnectionThatBreaksBeforeTheAnswerSeesOneRequest(
      String name, String method, Sender sender) throws Exception {
    try (SocketServer server =
        new SocketServer(exchange -> exchange.number() == 1 && exchange.answer(200, "", ""))) {
      sender.send(server.url(), method);
      assertThat(outcome(() -> sender.send(server.url(), method)))
          .isInstanceOf(Outcome.Unknown.class);
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().get(1).socket())
          .as("the second request came on the first one's connection")
          .isSameAs(server.requests().get(0).socket());
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("senders")
  void aKeptAliveConnectionThatTheServerHasClosedMeanwhileCostsNoSecondRequest(
      String name, String method, Sender sender) throws Exception {
    try (SocketServer server =
        new SocketServer(exchange -> !exchange.answer(200, "", "") || exchange.number() > 1)) {
      sender.send(server.url(), method);
      await().until(() -> server.openConnections() == 0);
      Throwable thrown = catchThrowable(() -> sender.send(server.url(), method));
      // Seen closed in time: sent on a new one. Not seen: lost, and nobody sends it again.
      assertThat(server.requests()).hasSize(thrown == null ? 2 : 1);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("senders")
  void anIdleConnectionThatCloseRacesWithNeverCostsTwoRequests(
      String name, String method, Sender sender) throws Exception {
    try (SocketServer server = new SocketServer(exchange -> !exchange.answer(200, "", ""))) {
      for (int i = 0; i < 30; i++) {
        int before = server.requests().size();
        Throwable thrown = catchThrowable(() -> sender.send(server.url(), method));
        int arrived = server.requests().size() - before;
        assertThat(arrived).isLessThanOrEqualTo(1);
        if (thrown == null) {
          assertThat(arrived).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void theBareJdkClientSendsAGetTwice() throws Exception {
    HttpClient bare = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    try (SocketServer server = new SocketServer(exchange -> false)) {
      Throwable thrown =
          catchThrowable(() -> bare.send(jdkRequest(server.url(), "GET"), BodyHandlers.ofString()));
      assertThat(thrown).isInstanceOf(IOException.class);
      assertThat(server.requests()).as("what AttemptHttpClient is for").hasSize(2);
    }
  }

  @Test
  void anAttemptsRequestSaysWhichAttemptItIs() throws Exception {
    FixedRun run = FixedRun.of(Map.of("correlationId", "c-1"));
    try (SocketServer server = new SocketServer(exchange -> exchange.answer(200, "", ""))) {
      for (Sender sender : new Sender[] {OneRequestTest::byRestClient, OneRequestTest::byJdk}) {
        new CurrentInvocation().around(run.action(), () -> sender.send(server.url(), "POST"));
        new CurrentInvocation().around(run.action(), () -> sender.send(server.url(), "GET"));
      }
      assertThat(server.requests())
          .allSatisfy(
              request -> {
                boolean changes = request.line().startsWith("POST");
                assertThat(request.header("Idempotency-Key"))
                    .isEqualTo(changes ? "key-of-step-1" : null);
                assertThat(request.header("Amends-Fence")).isEqualTo("3");
                assertThat(request.header("X-Correlation-Id")).isEqualTo("c-1");
                assertThat(request.header("Upgrade")).isNull();
              });
    }
  }

  @Test
  void aClientThatWouldSendMoreByItselfIsRefused() {
    HttpClient following =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    assertThat(catchThrowable(() -> new AttemptHttpClient(following, GUARD)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Redirect.NEVER");
  }

  private static Outcome outcome(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isNotNull();
    return Outcomes.of(thrown);
  }
}
