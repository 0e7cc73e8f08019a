package dev.amends.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransportClassifierTest {
  private final TransportClassifier classifier = new TransportClassifier();

  static Stream<Throwable> neverConnected() {
    return Stream.of(
        new ConnectException("Connection refused"),
        new UnknownHostException("nowhere.example"),
        new NoRouteToHostException("No route to host"),
        new UnresolvedAddressException(),
        new HttpConnectTimeoutException("HTTP connect timed out"));
  }

  static Stream<Throwable> timedOut() {
    return Stream.of(
        new HttpTimeoutException("request timed out"),
        new SocketTimeoutException("Read timed out"),
        new InterruptedException());
  }

  static Stream<Throwable> unknownToIt() {
    return Stream.of(
        new SocketException("Connection reset"),
        new IOException("HTTP/1.1 header parser received no bytes"),
        new IllegalStateException("a bug"));
  }

  @ParameterizedTest
  @MethodSource("neverConnected")
  void takesACallThatNeverHadAConnectionForNotSent(Throwable thrown) {
    Optional<Outcome> outcome = classifier.classify(thrown);
    assertThat(outcome).containsInstanceOf(Outcome.NotSent.class);
    Failure failure = ((Outcome.NotSent) outcome.orElseThrow()).failure();
    assertThat(failure.code()).isEqualTo("not-sent");
    assertThat(failure.message()).isNotBlank();
  }

  @Tag("outcomes")
  @ParameterizedTest
  @MethodSource("timedOut")
  void takesATimeOutForUnknown(Throwable thrown) {
    Optional<Outcome> outcome = classifier.classify(thrown);
    assertThat(outcome).containsInstanceOf(Outcome.Unknown.class);
    assertThat(((Outcome.Unknown) outcome.orElseThrow()).failure().code()).isEqualTo("timeout");
  }

  @ParameterizedTest
  @MethodSource("unknownToIt")
  void leavesWhatItDoesNotKnowToOthersAndInTheEndToDoubt(Throwable thrown) {
    assertThat(classifier.classify(thrown)).isEmpty();
    assertThat(OutcomeClassifier.classify(List.of(classifier), thrown))
        .isEqualTo(Outcome.unknown(Failure.of(thrown)));
  }

  @Test
  void looksBehindWhateverTheCauseIsWrappedIn() {
    IOException refused = new ConnectException("refused");
    Throwable wrapped = new ExecutionException(new CompletionException(new IOException(refused)));
    assertThat(classifier.classify(wrapped)).containsInstanceOf(Outcome.NotSent.class);
    Throwable unchecked = new RuntimeException(new UncheckedIOException(refused));
    assertThat(classifier.classify(unchecked)).containsInstanceOf(Outcome.NotSent.class);
    Throwable late = new RuntimeException(new SocketTimeoutException("late"));
    assertThat(classifier.classify(late)).containsInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void givesUpOnCausesThatGoRoundInACircle() {
    Exception first = new Exception("first");
    Exception second = new Exception("second", first);
    first.initCause(second);
    assertThat(classifier.classify(first)).isEmpty();
  }

  @Test
  void takesAnActionByItsWord() {
    Outcome rejected = Outcome.rejected(Failure.of("taken", "The name is taken."));
    Throwable thrown = new OutcomeException(rejected, "taken");
    assertThat(classifier.classify(thrown)).contains(rejected);
    assertThat(classifier.classify(new RuntimeException(thrown))).contains(rejected);
  }

  @Test
  void knowsARefusedConnectionOfARealSocket() throws IOException {
    int closed = closedPort();
    Throwable thrown =
        catchThrowable(() -> new Socket(InetAddress.getLoopbackAddress(), closed).close());
    assertThat(classifier.classify(thrown)).containsInstanceOf(Outcome.NotSent.class);
  }

  @Test
  void knowsARefusedConnectionOfTheHttpClient() throws IOException {
    URI nobody = URI.create("http://127.0.0.1:" + closedPort() + "/");
    Throwable thrown = catchThrowable(() -> get(nobody));
    assertThat(classifier.classify(thrown)).containsInstanceOf(Outcome.NotSent.class);
  }

  @Test
  void doubtsARequestThatARealServerNeverAnswers() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(mute.getInetAddress(), mute.getLocalPort())) {
      socket.setSoTimeout(1);
      Throwable thrown = catchThrowable(() -> socket.getInputStream().read());
      assertThat(classifier.classify(thrown)).containsInstanceOf(Outcome.Unknown.class);
    }
  }

  private static HttpResponse<String> get(URI uri) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static int closedPort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @Test
  void asksClassifiersInOrderAndBelievesTheFirstThatKnows() {
    Outcome first = Outcome.rejected(Failure.of("first", "1"));
    Outcome second = Outcome.notSent(Failure.of("second", "2"));
    OutcomeClassifier none = thrown -> Optional.empty();
    Throwable thrown = new IOException();
    assertThat(
            OutcomeClassifier.classify(
                List.of(none, t -> Optional.of(first), t -> Optional.of(second)), thrown))
        .isEqualTo(first);
    assertThat(OutcomeClassifier.classify(List.of(), thrown)).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void readsAnOptionalFindAsOursOrAbsent() {
    assertThat(Probed.of(Optional.of("x"))).isEqualTo(Probed.ours("x"));
    assertThat(Probed.of(Optional.empty())).isEqualTo(Probed.absent());
    assertThat(Probed.notOurs("taken")).isEqualTo(new Probed.NotOurs<>("taken"));
  }
}
