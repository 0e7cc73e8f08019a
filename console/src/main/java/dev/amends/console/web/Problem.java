package dev.amends.console.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Why a request was refused, as a problem document (RFC 9457).
 *
 * @param type always {@code about:blank}; programs branch on the code
 * @param title the status in words
 * @param status HTTP status
 * @param detail what happened and what to do, for a person
 * @param code stable, such as {@code saga.moved-on}
 * @param field the parameter or field that is wrong, absent when it is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type, String title, int status, String detail, String code, @Nullable String field) {
  /** A problem with the request as a whole. */
  public static Problem of(HttpStatus status, String code, String detail) {
    return new Problem("about:blank", status.getReasonPhrase(), status.value(), detail, code, null);
  }

  /** A parameter of the URL that is not as it should be. */
  public static Problem parameter(String name, String detail) {
    return of(HttpStatus.BAD_REQUEST, "parameter.invalid", detail).at(name);
  }

  /** A field of the body that is not as it should be. */
  public static Problem field(String name, String detail) {
    return of(HttpStatus.BAD_REQUEST, "body.invalid", detail).at(name);
  }

  /** The same, about that field. */
  public Problem at(String name) {
    return new Problem(type, title, status, detail, code, name);
  }

  /** It as the answer to a request. */
  public ResponseEntity<Object> answer() {
    return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(this);
  }

  /** The same with a header beside it. */
  public ResponseEntity<Object> answer(String header, String value) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .header(header, value)
        .body(this);
  }

  /** It as what ends the handling of a request. */
  public ProblemException exception() {
    return new ProblemException(this);
  }
}
