package dev.amends.spring.http;

import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an HTTP answer as an outcome: 429 is {@link Outcome.NotSent}; 408, 3xx and 5xx, 503 too,
 * are {@link Outcome.Unknown}, because a server that fails may have acted first; every other 4xx is
 * {@link Outcome.Rejected}. A wait that the answer asks for becomes the outcome's minimum wait.
 * Exceptions of RestClient are read by it without further ado; the JDK's {@code HttpClient} throws
 * nothing for an error status, so that its users pass answers through {@link #success}. Safe for
 * many threads.
 */
public final class HttpOutcomes {
  private static final Logger LOG = LoggerFactory.getLogger(HttpOutcomes.class);
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private final RetryAfter retryAfter;
  private final List<RemoteErrorReader> readers;
  private final RemoteErrorReader fallback = new JsonErrorReader();

  /**
   * An instance for use without the starter's wiring.
   *
   * @param retryAfterCap longest wait that another side can ask for
   * @param readers asked in order before the built-in reader of JSON errors
   */
  public HttpOutcomes(Duration retryAfterCap, List<RemoteErrorReader> readers) {
    this.retryAfter = new RetryAfter(retryAfterCap);
    this.readers = List.copyOf(readers);
  }

  /**
   * The body of an answer whose status is 2xx.
   *
   * @throws OutcomeException with the outcome that any other status stands for
   */
  public <T> T success(HttpResponse<T> response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return response.body();
    }
    Outcome outcome = of(status, name -> first(response, name), bytes(response.body()));
    throw new OutcomeException(
        outcome, "%s answered %d".formatted(response.uri().getHost(), status));
  }

  /**
   * The outcome of an answer whose status is no success.
   *
   * @param status its status
   * @param header gives the first value of a header, null when there is none
   * @param body its body, possibly empty or cut
   */
  public Outcome of(int status, Function<String, @Nullable String> header, byte[] body) {
    Failure failure = failure(status, header.apply("Content-Type"), body);
    Duration wait = retryAfter.read(header);
    if (status == TOO_MANY_REQUESTS) {
      return new Outcome.NotSent(failure, wait);
    }
    if (status >= 400 && status < 500 && status != REQUEST_TIMEOUT) {
      return Outcome.rejected(failure);
    }
    return new Outcome.Unknown(failure, wait);
  }

  private Failure failure(int status, @Nullable String contentType, byte[] body) {
    String type = mediaType(contentType);
    RemoteError error = read(status, type, body).orElseGet(() -> new RemoteError(null, null));
    String said = error.message() == null ? Excerpt.of(body) : Excerpt.of(error.message());
    String message = said.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + said;
    return new Failure("http." + status, message, status, error.code());
  }

  private Optional<RemoteError> read(int status, @Nullable String type, byte[] body) {
    for (RemoteErrorReader reader : readers) {
      Optional<RemoteError> error = read(reader, status, type, body);
      if (error.isPresent()) {
        return error;
      }
    }
    return fallback.read(status, type, body);
  }

  /** A reader that fails must not change what the status proves. */
  private static Optional<RemoteError> read(
      RemoteErrorReader reader, int status, @Nullable String type, byte[] body) {
    try {
      return reader.read(status, type, body);
    } catch (RuntimeException thrown) {
      LOG.warn("{} failed on an answer with status {}", reader.getClass(), status, thrown);
      return Optional.empty();
    }
  }

  private static @Nullable String mediaType(@Nullable String contentType) {
    if (contentType == null) {
      return null;
    }
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String first(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  private static byte[] bytes(@Nullable Object body) {
    if (body instanceof byte[] bytes) {
      return bytes;
    }
    return body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
  }
}
