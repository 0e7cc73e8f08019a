package dev.amends.systems.provisioning.web;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.databind.DatabindException;

/** Puts into words what is wrong with a request. */
final class InvalidInput {
  private InvalidInput() {}

  static FieldError field(org.springframework.validation.FieldError error) {
    String constraint = String.valueOf(error.getCode());
    String code =
        switch (constraint) {
          case "NotBlank", "NotNull" -> "required";
          case "Size", "Utf8Size" -> "size";
          case "Pattern" -> "form";
          default -> constraint.toLowerCase(Locale.ROOT);
        };
    return new FieldError(error.getField(), code, String.valueOf(error.getDefaultMessage()));
  }

  static String text(List<FieldError> errors) {
    return errors.stream()
        .map(error -> error.field() + " " + error.message())
        .collect(Collectors.joining("; ", "The request is not valid: ", "."));
  }

  /** The field whose value is of another type than it should; empty when it isn't that. */
  static List<FieldError> wrongType(HttpMessageNotReadableException unreadable) {
    if (!(unreadable.getCause() instanceof DatabindException mismatch)
        || mismatch.getPath().isEmpty()) {
      return List.of();
    }
    String field =
        mismatch.getPath().stream()
            .map(reference -> String.valueOf(reference.getPropertyName()))
            .collect(Collectors.joining("."));
    return List.of(new FieldError(field, "type", "has a value of the wrong type"));
  }

  /** The code of what Spring refuses by itself. */
  static String code(int status) {
    return switch (status) {
      case 400 -> "request.invalid";
      case 404 -> "not-found";
      case 405 -> "request.method";
      case 406 -> "request.not-acceptable";
      case 413 -> "payload.too-large";
      case 415 -> "request.media-type";
      case 503 -> "service.unavailable";
      default -> status < 500 ? "request.refused" : "internal";
    };
  }
}
