package dev.amends.systems.provisioning.web;

import dev.amends.systems.provisioning.mattermost.MattermostException;
import dev.amends.systems.provisioning.operation.TooManyAttemptsException;
import dev.amends.systems.provisioning.saga.TenantTeamMissingException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Turns every failure into a problem with a stable code, and never shows a stack trace. Failures of
 * the saga engine are the library's own advice's business, which comes first.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  @ExceptionHandler
  ResponseEntity<Object> foreseen(ProblemException problem) {
    return answer(
        problem.status(),
        problem.code(),
        String.valueOf(problem.getMessage()),
        problem.errors(),
        problem.retryAfter());
  }

  @ExceptionHandler
  ResponseEntity<Object> tooManyAttempts(TooManyAttemptsException tooMany) {
    return answer(
        HttpStatus.CONFLICT,
        "idempotency-key.used-up",
        String.valueOf(tooMany.getMessage()),
        List.of(),
        null);
  }

  @ExceptionHandler
  ResponseEntity<Object> teamMissing(TenantTeamMissingException missing) {
    return answer(
        HttpStatus.SERVICE_UNAVAILABLE,
        "tenant.team-missing",
        String.valueOf(missing.getMessage()),
        List.of(),
        RETRY_AFTER);
  }

  @ExceptionHandler
  ResponseEntity<Object> refused(MattermostException refused) {
    return answer(
        HttpStatus.BAD_GATEWAY,
        "mattermost.refused",
        String.valueOf(refused.getMessage()),
        List.of(),
        null);
  }

  @ExceptionHandler
  ResponseEntity<Object> unreachable(ResourceAccessException unreachable) {
    log.warn("Mattermost can't be reached", unreachable);
    return answer(
        HttpStatus.SERVICE_UNAVAILABLE,
        "mattermost.unreachable",
        "Mattermost can't be reached.",
        List.of(),
        RETRY_AFTER);
  }

  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    TransientDataAccessException.class,
    CannotCreateTransactionException.class
  })
  ResponseEntity<Object> databaseUnavailable(Exception failure) {
    log.warn("The database can't be used", failure);
    return answer(
        HttpStatus.SERVICE_UNAVAILABLE,
        "service.unavailable",
        "The service can't work for the moment.",
        List.of(),
        RETRY_AFTER);
  }

  @ExceptionHandler
  ResponseEntity<Object> unforeseen(RuntimeException failure) {
    log.error("A request failed", failure);
    return answer(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "internal",
        "Something went wrong; the log says what.",
        List.of(),
        null);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException invalid,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    List<FieldError> errors =
        invalid.getBindingResult().getFieldErrors().stream().map(InvalidInput::field).toList();
    return answer(
        HttpStatus.BAD_REQUEST, "request.invalid", InvalidInput.text(errors), errors, null);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    List<FieldError> errors = InvalidInput.wrongType(unreadable);
    return errors.isEmpty()
        ? answer(
            HttpStatus.BAD_REQUEST,
            "request.malformed",
            "The body is missing or is no JSON object.",
            List.of(),
            null)
        : answer(
            HttpStatus.BAD_REQUEST, "request.invalid", InvalidInput.text(errors), errors, null);
  }

  /** What Spring itself refuses: unknown paths, methods, media types, missing parameters. */
  @Override
  protected ResponseEntity<Object> createResponseEntity(
      @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    if (body instanceof ProblemDetail problem) {
      problem.setProperty("code", InvalidInput.code(status.value()));
    }
    return new ResponseEntity<>(body, headers, status);
  }

  private static ResponseEntity<Object> answer(
      HttpStatus status,
      String code,
      String detail,
      List<FieldError> errors,
      @Nullable Duration retryAfter) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setProperty("code", code);
    if (!errors.isEmpty()) {
      problem.setProperty("errors", errors);
    }
    ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
    if (retryAfter != null) {
      response.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
    }
    return response.body(problem);
  }
}
