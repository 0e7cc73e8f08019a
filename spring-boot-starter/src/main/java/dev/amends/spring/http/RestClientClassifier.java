package dev.amends.spring.http;

import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeClassifier;
import dev.amends.outcome.OutcomeException;
import dev.amends.outcome.TransportClassifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.client.UnknownContentTypeException;

/**
 * Reads the exceptions of {@code RestClient}, {@code RestTemplate} and {@code @HttpExchange}
 * interfaces: an answer by its status, a broken exchange by its cause, and an answer that could not
 * be read, such as HTML where JSON was expected, as {@link Outcome.Unknown}.
 */
public final class RestClientClassifier implements OutcomeClassifier {
  private static final int MAX_DEPTH = 16;

  private final HttpOutcomes outcomes;
  private final TransportClassifier transport = new TransportClassifier();

  public RestClientClassifier(HttpOutcomes outcomes) {
    this.outcomes = outcomes;
  }

  @Override
  public Optional<Outcome> classify(Throwable thrown) {
    @Nullable Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      if (cause instanceof OutcomeException known) {
        return Optional.of(known.outcome());
      }
      if (cause instanceof RestClientException client) {
        return Optional.of(read(client));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private Outcome read(RestClientException thrown) {
    if (thrown instanceof RestClientResponseException answer) {
      return answered(answer);
    }
    if (thrown instanceof UnknownContentTypeException strange) {
      return unreadable(
          "%d with content type %s: %s"
              .formatted(
                  strange.getStatusCode().value(),
                  strange.getContentType(),
                  Excerpt.of(strange.getResponseBody())),
          strange.getStatusCode().value());
    }
    Throwable cause = thrown.getCause();
    Optional<Outcome> broken = cause == null ? Optional.empty() : transport.classify(cause);
    if (broken.isPresent()) {
      return described(broken.get(), thrown);
    }
    return thrown instanceof ResourceAccessException
        ? Outcome.unknown(new Failure("connection", Excerpt.of(text(thrown)), 0, null))
        : unreadable(Excerpt.of(text(thrown)), 0);
  }

  private Outcome answered(RestClientResponseException answer) {
    HttpHeaders headers = answer.getResponseHeaders();
    return outcomes.of(
        answer.getStatusCode().value(),
        name -> headers == null ? null : headers.getFirst(name),
        answer.getResponseBodyAsByteArray());
  }

  private static Outcome unreadable(String message, int status) {
    String text = "The answer could not be read: " + message;
    return Outcome.unknown(new Failure("http.unreadable", text, status, null));
  }

  /** The transport's exceptions often have no text; the client's one says what was called. */
  private static Outcome described(Outcome outcome, RestClientException thrown) {
    if (outcome instanceof Outcome.NotSent notSent) {
      return new Outcome.NotSent(described(notSent.failure(), thrown), notSent.after());
    }
    if (outcome instanceof Outcome.Unknown unknown) {
      return new Outcome.Unknown(described(unknown.failure(), thrown), unknown.after());
    }
    return outcome;
  }

  private static Failure described(Failure failure, RestClientException thrown) {
    boolean ours = !failure.code().equals("not-sent") && !failure.code().equals("timeout");
    return ours ? failure : new Failure(failure.code(), Excerpt.of(full(thrown)), 0, null);
  }

  private static String full(RestClientException thrown) {
    Throwable cause = thrown.getCause();
    String text = text(thrown);
    String kind = cause == null ? "" : cause.getClass().getSimpleName();
    return text.contains(kind) ? text : text + " (" + kind + ")";
  }

  private static String text(Throwable thrown) {
    String text = thrown.getMessage();
    return text == null ? thrown.getClass().getSimpleName() : text;
  }
}
