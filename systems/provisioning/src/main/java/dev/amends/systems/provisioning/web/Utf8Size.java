package dev.amends.systems.provisioning.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** So many bytes in UTF-8, as Mattermost counts passwords; null is left to other constraints. */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Utf8Size.Validator.class)
@interface Utf8Size {
  int min();

  int max();

  String message() default "must have {min} to {max} bytes";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Counts. */
  final class Validator implements ConstraintValidator<Utf8Size, @Nullable String> {
    private int min;
    private int max;

    @Override
    public void initialize(Utf8Size size) {
      min = size.min();
      max = size.max();
    }

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
      if (text == null) {
        return true;
      }
      int bytes = text.getBytes(StandardCharsets.UTF_8).length;
      return bytes >= min && bytes <= max;
    }
  }
}
