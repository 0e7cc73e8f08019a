package dev.amends.console.web;

import dev.amends.error.AmendsException;
import dev.amends.error.EngineNotRunningException;
import dev.amends.error.InvalidKeyException;
import dev.amends.error.PayloadTooLargeException;
import dev.amends.error.PayloadUnreadableException;
import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.error.UnknownSagaTypeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.NoHandlerFoundException;

/** Every failure as a problem document. The text of an unexpected one goes to the log only. */
@ControllerAdvice
final class ProblemAdvice {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  /** Seconds after which it is worth asking again when the database or the engine is away. */
  private static final String RETRY_AFTER = "5";

  @ExceptionHandler
  ResponseEntity<Object> refused(ProblemException e) {
    return e.problem().answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> unreadable(HttpMessageNotReadableException e) {
    return Problem.of(
            HttpStatus.BAD_REQUEST, "body.malformed", "A JSON object is expected as body.")
        .answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> notJson(HttpMediaTypeNotSupportedException e) {
    return Problem.of(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "body.not-json",
            "Send the body with Content-Type: application/json.")
        .answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> noSuchPath(NoHandlerFoundException e) {
    return Problem.of(HttpStatus.NOT_FOUND, "path.not-found", "There is nothing at this path.")
        .answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> noSuchMethod(HttpRequestMethodNotSupportedException e) {
    return Problem.of(
            HttpStatus.METHOD_NOT_ALLOWED,
            "method.not-allowed",
            "This path does not take the method %s.".formatted(e.getMethod()))
        .answer(HttpHeaders.ALLOW, String.join(", ", allowed(e)));
  }

  @ExceptionHandler
  ResponseEntity<Object> engine(AmendsException e) {
    HttpStatus status = status(e);
    if (status == HttpStatus.SERVICE_UNAVAILABLE) {
      // Without its trace: an open page asks again and again.
      log.warn("A request to the console failed: {}", e.code());
      log.debug("It failed because", e);
    } else if (status.is5xxServerError()) {
      log.error("A request to the console failed: {}", e.code(), e);
    }
    Problem problem = Problem.of(status, e.code(), detail(e));
    return status == HttpStatus.SERVICE_UNAVAILABLE
        ? problem.answer(HttpHeaders.RETRY_AFTER, RETRY_AFTER)
        : problem.answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> unexpected(Throwable e) {
    log.error("A request to the console failed unexpectedly", e);
    return Problem.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "internal",
            "This should not have happened; the application's log says what did.")
        .answer();
  }

  private static String[] allowed(HttpRequestMethodNotSupportedException e) {
    String[] supported = e.getSupportedMethods();
    return supported == null ? new String[0] : supported;
  }

  private static HttpStatus status(AmendsException e) {
    if (e instanceof StoreUnavailableException
        || e instanceof EngineNotRunningException
        || e instanceof UnknownCommitException) {
      return HttpStatus.SERVICE_UNAVAILABLE;
    }
    if (e instanceof PayloadTooLargeException) {
      return HttpStatus.CONTENT_TOO_LARGE;
    }
    if (e instanceof PayloadUnreadableException || e instanceof InvalidKeyException) {
      return HttpStatus.UNPROCESSABLE_CONTENT;
    }
    if (e instanceof UnknownSagaTypeException) {
      return HttpStatus.BAD_REQUEST;
    }
    return HttpStatus.INTERNAL_SERVER_ERROR;
  }

  /** In words of the console's own, because a message may quote what the database said. */
  private static String detail(AmendsException e) {
    if (e instanceof UnknownCommitException) {
      return "Whether the order is on record is not known; read the saga again before repeating it.";
    }
    return switch (status(e)) {
      case SERVICE_UNAVAILABLE ->
          "The engine or its database cannot be reached; nothing was written.";
      case CONTENT_TOO_LARGE ->
          "The body or a payload in it is longer than allowed; see amends.web.max-body and amends.payload-limit.";
      case UNPROCESSABLE_CONTENT -> "The payload cannot be read as its type.";
      case BAD_REQUEST -> "This application defines no saga of that type.";
      default -> "This should not have happened; the application's log says what did.";
    };
  }
}
