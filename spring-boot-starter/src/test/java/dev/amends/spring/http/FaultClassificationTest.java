package dev.amends.spring.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.amends.outcome.Outcome;
import dev.amends.spring.CurrentInvocation;
import dev.amends.spring.FixedRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What broken connections come to, for RestClient and for the JDK's client. */
class FaultClassificationTest {
  @Tag("outcomes")
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.amends.spring.http.Clients#clients")
  void aRefusedConnectionWasNotSent(String name, Clients.Client client) throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    Outcome outcome = Clients.outcome(client, "http://127.0.0.1:" + free + "/x");
    assertThat(outcome).isInstanceOf(Outcome.NotSent.class);
    assertThat(Clients.failure(outcome).message()).contains("127.0.0.1").contains("onnect");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.amends.spring.http.Clients#clients")
  void anUnknownHostWasNotSent(String name, Clients.Client client) {
    assertThat(Clients.outcome(client, "http://no-such-host.invalid/x"))
        .isInstanceOf(Outcome.NotSent.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.amends.spring.http.Clients#clients")
  void aConnectionThatTakesTooLongWasNotSent(String name, Clients.Client client) throws Exception {
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
      assertThat(Clients.outcome(client, "http://127.0.0.1:" + deaf.getLocalPort() + "/x"))
          .isInstanceOf(Outcome.NotSent.class);
    } finally {
      for (Socket socket : filling) {
        socket.close();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.amends.spring.http.Clients#clients")
  void aCertificateThatNobodyKnowsMeansThatNothingWasSent(
      String name, Clients.Client client, @TempDir Path folder) throws Exception {
    HttpsServer server = https(folder.resolve("keys.p12"));
    List<String> requests = new CopyOnWriteArrayList<>();
    server.createContext("/", exchange -> requests.add(exchange.getRequestMethod()));
    server.start();
    try {
      String url = "https://localhost:" + server.getAddress().getPort() + "/x";
      for (int i = 0; i < 10; i++) {
        assertThat(Clients.outcome(client, url)).isInstanceOf(Outcome.NotSent.class);
      }
      assertThat(requests).isEmpty();
    } finally {
      server.stop(0);
    }
  }

  private static HttpsServer https(Path keys) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-dname",
                "CN=localhost",
                "-storepass",
                "password",
                "-keystore",
                keys.toString())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance(keys.toFile(), "password".toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, "password".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return server;
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
      String begun =
          "HTTP/1.1 201 X\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n";
      return switch (this) {
        case CLOSE -> false;
        case HANG -> exchange.hang();
        case RESET -> exchange.reset();
        case HALF_HEAD -> exchange.part("HTTP/1.1 201 Cre");
        case GARBAGE -> exchange.part("\u0000\u0001 this is not HTTP\r\n\r\n");
        case SHORT_BODY -> exchange.part(begun + "{\"id\":\"1\"}");
        case HANG_IN_BODY -> {
          exchange.write(begun + "{\"id\":");
          yield exchange.hang();
        }
        case RESET_IN_BODY -> {
          exchange.write(begun + "{\"id\":");
          yield exchange.reset();
        }
      };
    }
  }

  static Stream<Arguments> breaks() {
    return Clients.clients()
        .flatMap(
            client ->
                Stream.of(Break.values())
                    // The JDK's client has no limit on the time of a body; RestClient adds one.
                    .filter(
                        each -> each != Break.HANG_IN_BODY || client.get()[0].equals("RestClient"))
                    .map(each -> Arguments.of(client.get()[0], each, client.get()[1])));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("breaks")
  void aBreakAfterTheRequestIsUnknown(String name, Break fault, Clients.Client client)
      throws Exception {
    try (SocketServer server = new SocketServer(fault::handle)) {
      Outcome outcome = Clients.outcome(client, server.url() + "/x");
      assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
      if (fault.code != null) {
        assertThat(Clients.failure(outcome).code()).isEqualTo(fault.code);
      }
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.amends.spring.http.Clients#clients")
  void aCallEndsWithItsAttemptsTime(String name, Clients.Client client) throws Exception {
    try (SocketServer server = new SocketServer(SocketServer.Exchange::hang)) {
      FixedRun run = FixedRun.of(Map.of()).within(Duration.ofMillis(50));
      long begin = System.nanoTime();
      Throwable thrown =
          catchThrowable(
              () ->
                  new CurrentInvocation()
                      .around(run.action(), () -> client.create(server.url() + "/x")));
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isLessThan(Clients.LIMITS.readTimeout());
      assertThat(Outcomes.of(thrown)).isInstanceOf(Outcome.Unknown.class);
    }
  }
}
