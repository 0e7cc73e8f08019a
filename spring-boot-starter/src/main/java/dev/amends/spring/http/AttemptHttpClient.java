package dev.amends.spring.http;

import dev.amends.spring.CurrentInvocation;
import dev.amends.spring.guard.TransactionGuard;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * A JDK {@code HttpClient} for use in sagas, around one that does the work: each call is one
 * request at the socket (the JDK sends a GET or HEAD a second time when the connection breaks
 * before an answer), carries {@link AmendsHttpHeaders}, ends when the attempt's time does, reads at
 * most so many bytes of the answer, and is refused while the thread holds a transaction. Only the
 * JDK's own client can do the work, with HTTP/1.1 by preference and without following redirects,
 * which are further requests.
 *
 * <p>An exception tells whether the request may have left: {@link RequestNotSentException} means
 * that it did not.
 */
public final class AttemptHttpClient extends HttpClient {
  private final HttpClient client;
  private final @Nullable TransactionGuard guard;
  private final long maxAnswer;
  private final Consumer<Sending> sendings;

  /**
   * Wraps a client whose answers have at most 1 MiB.
   *
   * @param client made by {@code HttpClient.newBuilder()}
   * @param guard asked before each request; null for nobody
   * @throws IllegalArgumentException if the client follows redirects or answers challenges by
   *     itself, both of which send further requests
   */
  public AttemptHttpClient(HttpClient client, @Nullable TransactionGuard guard) {
    this(client, guard, HttpLimits.DEFAULTS.maxAnswer());
  }

  /**
   * Wraps a client.
   *
   * @param client made by {@code HttpClient.newBuilder()}
   * @param guard asked before each request; null for nobody
   * @param maxAnswer bytes of an answer at most; reading a longer success fails, a longer error is
   *     cut
   * @throws IllegalArgumentException if the client follows redirects or answers challenges by
   *     itself, both of which send further requests
   */
  public AttemptHttpClient(HttpClient client, @Nullable TransactionGuard guard, long maxAnswer) {
    this(checked(client), guard, maxAnswer, sending -> {});
  }

  private static HttpClient checked(HttpClient client) {
    if (client.followRedirects() != Redirect.NEVER || client.authenticator().isPresent()) {
      throw new IllegalArgumentException(
          "A client that follows redirects or has an authenticator sends more than one request an"
              + " attempt: build it with Redirect.NEVER, and send credentials as a header");
    }
    return client;
  }

  private AttemptHttpClient(
      HttpClient client,
      @Nullable TransactionGuard guard,
      long maxAnswer,
      Consumer<Sending> sendings) {
    this.client = client;
    this.guard = guard;
    this.maxAnswer = maxAnswer;
    this.sendings = sendings;
  }

  /** The same client, telling of each request that it sends. */
  AttemptHttpClient telling(Consumer<Sending> listener) {
    return new AttemptHttpClient(client, guard, maxAnswer, listener);
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    Sending sending = prepare(request);
    try {
      return client.send(sending.request(), BoundedBody.of(handler, maxAnswer));
    } catch (IOException thrown) {
      throw sending.explain(thrown);
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    return sendAsync(request, handler, null);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
    Sending sending = prepare(request);
    // A future made from one of the JDK's client passes its cancellation on to the exchange.
    return client
        .sendAsync(sending.request(), BoundedBody.of(handler, maxAnswer), pushes)
        .handle(
            (response, thrown) -> {
              if (thrown == null) {
                return response;
              }
              Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
              Throwable told = cause instanceof IOException io ? sending.explain(io) : cause;
              throw told instanceof CompletionException completion
                  ? completion
                  : new CompletionException(told);
            });
  }

  private Sending prepare(HttpRequest request) {
    if (guard != null) {
      guard.check(request.method() + " " + request.uri().getHost());
    }
    OnePublisher body = new OnePublisher(request.bodyPublisher().orElseGet(BodyPublishers::noBody));
    HttpRequest.Builder builder = copy(request, body);
    AmendsHttpHeaders.current(request.method())
        .forEach(
            (name, value) -> {
              if (request.headers().firstValue(name).isEmpty()) {
                builder.setHeader(name, value);
              }
            });
    timeout(request).ifPresent(builder::timeout);
    CurrentInvocation.requestLeaves();
    Sending sending = new Sending(builder.build(), body);
    sendings.accept(sending);
    return sending;
  }

  private static HttpRequest.Builder copy(HttpRequest request, BodyPublisher body) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .expectContinue(request.expectContinue())
            .method(request.method(), body);
    request.version().ifPresent(builder::version);
    request
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    return builder;
  }

  /** The shorter one of the request's own time-out and what the attempt has left. */
  private static Optional<Duration> timeout(HttpRequest request) {
    Optional<Duration> left = TimeLeft.ofAttempt();
    Optional<Duration> own = request.timeout();
    return left.isPresent() && own.isPresent() && own.get().compareTo(left.get()) < 0
        ? own
        : left.or(() -> own);
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }
}
