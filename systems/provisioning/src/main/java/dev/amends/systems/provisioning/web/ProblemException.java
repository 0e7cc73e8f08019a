package dev.amends.systems.provisioning.web;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Ends a request with a problem that was foreseen. */
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;
  private final transient List<FieldError> errors;
  private final transient @Nullable Duration retryAfter;

  private ProblemException(
      HttpStatus status,
      String code,
      String detail,
      List<FieldError> errors,
      @Nullable Duration retryAfter) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }

  static ProblemException of(HttpStatus status, String code, String detail) {
    return new ProblemException(status, code, detail, List.of(), null);
  }

  static ProblemException of(HttpStatus status, String code, String detail, FieldError... errors) {
    return new ProblemException(status, code, detail, List.of(errors), null);
  }

  static ProblemException later(String code, String detail, Duration retryAfter) {
    return new ProblemException(
        HttpStatus.SERVICE_UNAVAILABLE, code, detail, List.of(), retryAfter);
  }

  static ProblemException field(String field, String code, String message) {
    return of(
        HttpStatus.BAD_REQUEST,
        "request.invalid",
        "The request is not valid: " + field + " " + message,
        new FieldError(field, code, message));
  }

  static ProblemException unknown(String what, String id) {
    return of(
        HttpStatus.NOT_FOUND, what + ".not-found", "There is no %s '%s'.".formatted(what, id));
  }

  HttpStatus status() {
    return status;
  }

  String code() {
    return code;
  }

  List<FieldError> errors() {
    return errors;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
