package dev.amends.spring.web;

import dev.amends.error.AmendsException;
import dev.amends.error.EngineNotRunningException;
import dev.amends.error.InvalidKeyException;
import dev.amends.error.KeyReusedException;
import dev.amends.error.OverloadedException;
import dev.amends.error.PayloadTooLargeException;
import dev.amends.error.SagaUnfinishedException;
import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers exceptions of the library as problem+json with their stable codes. An application that
 * wants other answers declares an advice with a higher precedence.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE - 100)
public final class AmendsProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(AmendsProblemAdvice.class);
  private static final Duration COME_BACK = Duration.ofSeconds(5);

  /** The answer for an exception of the library. */
  @ExceptionHandler(AmendsException.class)
  public ResponseEntity<ProblemDetail> answer(AmendsException thrown) {
    HttpStatus status = status(thrown);
    if (status == HttpStatus.INTERNAL_SERVER_ERROR) {
      LOG.error("A request failed with {}", thrown.code(), thrown);
    } else {
      LOG.debug("A request failed with {}", thrown.code(), thrown);
    }
    Duration comeBack =
        thrown instanceof OverloadedException full ? full.retryAfter() : comeBack(status);
    return new Problem(status, thrown.code(), detail(thrown, status), comeBack).entity();
  }

  private static HttpStatus status(AmendsException thrown) {
    if (thrown instanceof PayloadTooLargeException) {
      return HttpStatus.CONTENT_TOO_LARGE;
    }
    if (thrown instanceof KeyReusedException) {
      return HttpStatus.UNPROCESSABLE_CONTENT;
    }
    if (thrown instanceof InvalidKeyException) {
      return HttpStatus.BAD_REQUEST;
    }
    if (thrown instanceof StoreUnavailableException
        || thrown instanceof EngineNotRunningException
        || thrown instanceof OverloadedException
        || thrown instanceof UnknownCommitException) {
      return HttpStatus.SERVICE_UNAVAILABLE;
    }
    return thrown instanceof SagaUnfinishedException
        ? unfinished(thrown.code())
        : HttpStatus.INTERNAL_SERVER_ERROR;
  }

  /** None of these is final: the same request again gets what became of it meanwhile. */
  private static HttpStatus unfinished(String code) {
    return switch (code) {
      case "saga.unsettled" -> HttpStatus.ACCEPTED;
      case "saga.undone" -> HttpStatus.BAD_GATEWAY;
      default -> HttpStatus.SERVICE_UNAVAILABLE;
    };
  }

  private static @Nullable Duration comeBack(HttpStatus status) {
    return status == HttpStatus.SERVICE_UNAVAILABLE || status == HttpStatus.ACCEPTED
        ? COME_BACK
        : null;
  }

  /** What the caller can make use of; addresses, SQL and names of classes are not. */
  private static String detail(AmendsException thrown, HttpStatus status) {
    if (thrown instanceof StoreUnavailableException || thrown instanceof UnknownCommitException) {
      return "The database cannot be reached at present. Repeat the request later, with the same key.";
    }
    if (thrown instanceof OverloadedException) {
      return "Too many requests of this kind wait already. Repeat this one later, with the same key.";
    }
    if (thrown instanceof EngineNotRunningException) {
      return "The service is starting or stopping. Repeat the request later.";
    }
    String message = thrown.getMessage();
    return status == HttpStatus.INTERNAL_SERVER_ERROR || message == null
        ? "The request could not be handled."
        : message;
  }
}
