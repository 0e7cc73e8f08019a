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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.http.client.JdkHttpClientBuilder;
import org.springframework.web.client.RestClient;

/** What real faults of a real server come to, for RestClient and for the JDK's client. */
class ClassificationTest {
  private static final HttpLimits LIMITS =
      new HttpLimits(
          Duration.ofMillis(500), Duration.ofMillis(500), 64 * 1024, Duration.ofMinutes(15));

  private static final TransactionGuard GUARD =
      new TransactionGuard(GuardMode.FAIL, new NoTransactions());

  /** What the other side makes. */
  record Team(String id, String name) {}

  /** A way to ask for one. */
  interface Client {
    Object create(String url) throws Exception;
  }

  private static final RestClient REST = rest();
  private static final HttpClient JDK =
      new AttemptHttpClient(
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(LIMITS.connectTimeout())
              .build(),
          GUARD);
  private static final HttpOutcomes OUTCOMES = new HttpOutcomes(LIMITS.retryAfterCap(), List.of());

  private static RestClient rest() {
    RestClient.Builder builder =
        RestClient.builder()
            .requestFactory(
                new AttemptRequestFactoryBuilder(LIMITS, new JdkHttpClientBuilder()).build());
    new AmendsRestClientCustomizer(GUARD, LIMITS).customize(builder);
    return builder.build();
  }

  private static Object byRest(String url) {
    return REST.post().uri(url).body(new Team("", "x")).retrieve().body(Team.class);
  }

  private static Object byJdk(String url) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(LIMITS.readTimeout())
            .POST(BodyPublishers.ofString("{}"))
            .build();
    return OUTCOMES.success(JDK.send(request, BodyHandlers.ofString()));
  }

  static Stream<Arguments> clients() {
    return Stream.of(
        Arguments.of("RestClient", (Client) ClassificationTest::byRest),
        Arguments.of("JDK HttpClient", (Client) ClassificationTest::byJdk));
  }

  static Stream<Arguments> answers() {
    List<Arguments> cases = new ArrayList<>();
    for (int status : new int[] {400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 423, 425, 451, 499}) {
      cases.add(Arguments.of(status, Outcome.Rejected.class));
    }
    for (int status : new int[] {301, 302, 303, 307, 308, 408, 500, 501, 502, 503, 504, 507, 520, 599}) {
      cases.add(Arguments.of(status, Outcome.Unknown.class));
    }
    cases.add(Arguments.of(429, Outcome.NotSent.class));
    return clients()
        .flatMap(
            client ->
                cases.stream()
                    .map(each -> Arguments.of(client.get()[0], each.get()[0], each.get()[1], client.get()[1])));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("answers")
  void anAnswerIsReadByItsStatus(
      String name, int status, Class<? extends Outcome> expected, Client client) throws Exception {
    try (SocketServer server =
        new SocketServer(
            exchange ->
                exchange.answer(
                    status, "Content-Type: application/json\r\n", "{\"id\":\"app.x\",\"message\":\"no\"}"))) {
      Outcome outcome = outcome(client, server.url() + "/x");
      assertThat(outcome).isInstanceOf(expected);
      assertThat(failure(outcome))
          .isEqualTo(new Failure("http." + status, "HTTP " + status + ": no", status, "app.x"));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void aRefusedConnectionWasNotSent(String name, Client client) throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    Outcome outcome = outcome(client, "http://127.0.0.1:" + free + "/x");
    assertThat(outcome).isInstanceOf(Outcome.NotSent.class);
    assertThat(failure(outcome).message()).contains("127.0.0.1").contains("onnect");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void anUnknownHostWasNotSent(String name, Client client) {
    assertThat(outcome(client, "http://no-such-host.invalid/x")).isInstanceOf(Outcome.NotSent.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void aConnectionThatTakesTooLongWasNotSent(String name, Client client) throws Exception {
    // A full backlog: the kernel leaves further connections unanswered.
    List<Socket> filling = new ArrayList<>();
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), deaf.getLocalPort());
      for (int i = 0; i < 8; i++) {
        Socket socket = new Socket();
        filling.add(socket);
        if (catchThrowable(() -> socket.connect(address, 100)) != null) {
          break;
        }
      }
      assertThat(outcome(client, "http://127.0.0.1:" + deaf.getLocalPort() + "/x"))
          .isInstanceOf(Outcome.NotSent.class);
    } finally {
      for (Socket socket : filling) {
        socket.close();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void aFailedTlsHandshakeWasNotSent(String name, Client client) throws Exception {
    try (SocketServer plain = new SocketServer(SocketServer.Exchange::hang);
        ServerSocket notTls = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> answerInClear(notTls));
      answering.setDaemon(true);
      answering.start();
      assertThat(outcome(client, "https://127.0.0.1:" + notTls.getLocalPort() + "/x"))
          .isInstanceOf(Outcome.NotSent.class);
      assertThat(plain.requests()).isEmpty();
    }
  }

  private static void answerInClear(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.getOutputStream().write("HTTP/1.1 400 no\r\n\r\n".getBytes());
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** What goes wrong after the request has arrived. */
  enum Break {
    HANG("timeout"),
    CLOSE("connection"),
    RESET("connection"),
    HALF_HEAD("connection"),
    RESET_IN_BODY(null),
    HANG_IN_BODY(null),
    SHORT_BODY(null),
    GARBAGE("connection");

    final String code;

    Break(String code) {
      this.code = code;
    }

    boolean handle(SocketServer.Exchange exchange) throws IOException, InterruptedException {
      switch (this) {
        case HANG:
          return exchange.hang();
        case RESET:
          return exchange.reset();
        case HALF_HEAD:
          exchange.write("HTTP/1.1 201 Cre");
          return false;
        case RESET_IN_BODY:
          exchange.write("HTTP/1.1 201 X\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{\"id\":");
          return exchange.reset();
        case HANG_IN_BODY:
          exchange.write("HTTP/1.1 201 X\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{\"id\":");
          return exchange.hang();
        case SHORT_BODY:
          exchange.write("HTTP/1.1 201 X\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{\"id\":\"1\"}");
          return false;
        case GARBAGE:
          exchange.write("\u0000\u0001 this is not HTTP\r\n\r\n");
          return false;
        default:
          return false;
      }
    }
  }

  static Stream<Arguments> breaks() {
    return clients()
        .flatMap(
            client ->
                Stream.of(Break.values())
                    // The JDK's client has no limit on the time of a body; RestClient adds one.
                    .filter(each -> each != Break.HANG_IN_BODY || client.get()[0].equals("RestClient"))
                    .map(each -> Arguments.of(client.get()[0], each, client.get()[1])));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("breaks")
  void aBreakAfterTheRequestIsUnknown(String name, Break fault, Client client) throws Exception {
    try (SocketServer server = new SocketServer(fault::handle)) {
      Outcome outcome = outcome(client, server.url() + "/x");
      assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
      if (fault.code != null) {
        assertThat(failure(outcome).code()).isEqualTo(fault.code);
      }
      assertThat(server.requests()).hasSize(1);
    }
  }

  static Stream<Arguments> strangeSuccesses() {
    return Stream.of(
        Arguments.of("HTML of a proxy", "Content-Type: text/html\r\n", "<html>login</html>"),
        Arguments.of("other JSON", "Content-Type: application/json\r\n", "[1,2]"),
        Arguments.of("half JSON", "Content-Type: application/json\r\n", "{\"id\":\"1\""),
        Arguments.of("no JSON", "Content-Type: application/json\r\n", "\u0000\u0001"),
        Arguments.of("too long", "Content-Type: application/json\r\n", "{\"id\":\"" + "x".repeat(70_000) + "\"}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("strangeSuccesses")
  void aSuccessThatCannotBeReadIsUnknown(String name, String headers, String body) throws Exception {
    try (SocketServer server = new SocketServer(exchange -> exchange.answer(200, headers, body))) {
      Outcome outcome = outcome(ClassificationTest::byRest, server.url() + "/x");
      assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
      assertThat(failure(outcome).code()).isIn("http.unreadable", "connection");
      assertThat(failure(outcome).message()).hasSizeLessThan(4_096);
    }
  }

  @Test
  void aLongErrorKeepsItsStatus() throws Exception {
    try (SocketServer server =
        new SocketServer(exchange -> exchange.answer(422, "", "x".repeat(200_000)))) {
      Outcome outcome = outcome(ClassificationTest::byRest, server.url() + "/x");
      assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
      assertThat(failure(outcome).message()).hasSizeBetween(100, 2_000);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void aWaitThatIsAskedForIsAMinimum(String name, Client client) throws Exception {
    for (int status : new int[] {429, 503}) {
      try (SocketServer server =
          new SocketServer(exchange -> exchange.answer(status, "Retry-After: 7\r\n", ""))) {
        Outcome outcome = outcome(client, server.url() + "/x");
        Duration after =
            outcome instanceof Outcome.NotSent notSent
                ? notSent.after()
                : ((Outcome.Unknown) outcome).after();
        assertThat(after).isEqualTo(Duration.ofSeconds(7));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void aCallEndsWithItsAttemptsTime(String name, Client client) throws Exception {
    try (SocketServer server = new SocketServer(SocketServer.Exchange::hang)) {
      FixedRun run = FixedRun.of(Map.of()).within(Duration.ofMillis(50));
      long begin = System.nanoTime();
      Throwable thrown =
          catchThrowable(
              () ->
                  new CurrentInvocation()
                      .around(run.action(), () -> client.create(server.url() + "/x")));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LIMITS.readTimeout());
      assertThat(Outcomes.of(thrown)).isInstanceOf(Outcome.Unknown.class);
    }
  }

  @Test
  void secretsOfAnErrorBodyAreMasked() throws Exception {
    String body = "{\"password\":\"hunter2\",\"api_key\" : \"k-1\",\"name\":\"ann\",\"note\":\"a\\u0000b\"}";
    try (SocketServer server = new SocketServer(exchange -> exchange.answer(400, "", body))) {
      String message = failure(outcome(ClassificationTest::byRest, server.url() + "/x")).message();
      assertThat(message).contains("ann").doesNotContain("hunter2", "k-1");
    }
  }

  @Test
  void aPasswordInTheAddressIsMasked() {
    Outcome outcome = outcome(ClassificationTest::byRest, "http://ann:hunter2@127.0.0.1:1/x");
    assertThat(failure(outcome).message()).doesNotContain("hunter2");
  }

  private static Outcome outcome(Client client, String url) {
    FixedRun run = FixedRun.of(Map.of());
    Throwable thrown =
        catchThrowable(() -> new CurrentInvocation().around(run.action(), () -> client.create(url)));
    assertThat(thrown).isNotNull();
    return Outcomes.of(thrown);
  }

  private static Failure failure(Outcome outcome) {
    if (outcome instanceof Outcome.Rejected rejected) {
      return rejected.failure();
    }
    if (outcome instanceof Outcome.NotSent notSent) {
      return notSent.failure();
    }
    return ((Outcome.Unknown) outcome).failure();
  }
}
