package dev.amends.systems.provisioning.web;

import dev.amends.systems.provisioning.operation.Person;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Somebody who signs up. */
record NewUserJson(
    @NotBlank @Pattern(regexp = Forms.LOGIN, message = "must have 1 to 64 characters, no spaces")
        @Nullable String loginId,
    @NotBlank
        @Size(max = Forms.EMAIL)
        @Pattern(regexp = Forms.ADDRESS, message = "must be an e-mail address")
        @Nullable String email,
    @NotBlank
        @Size(max = Forms.NAME)
        @Pattern(
            regexp = Forms.USERNAME,
            message = "may have letters, digits, '.', '_', '-', and must not be a reserved word")
        @Nullable String username,
    @NotBlank
        @Size(max = Forms.NAME)
        @Pattern(regexp = Forms.PRINTABLE, message = "must not have control characters")
        @Nullable String name,
    @NotBlank
        @Utf8Size(min = 8, max = 72)
        @Pattern(regexp = Forms.PRINTABLE, message = "must not have control characters")
        @Nullable String password,
    @Pattern(regexp = Forms.TENANT, message = "may have letters, digits, '.', '_', '-'")
        @Nullable String tenantId) {
  private static final String DEFAULT_TENANT = "default";

  Person person() {
    return new Person(
        tenantId == null ? DEFAULT_TENANT : tenantId,
        Objects.requireNonNull(loginId),
        Objects.requireNonNull(email).toLowerCase(Locale.ROOT),
        Objects.requireNonNull(username).toLowerCase(Locale.ROOT),
        Objects.requireNonNull(name).strip(),
        Objects.requireNonNull(password));
  }

  @Override
  public String toString() {
    return "NewUserJson[tenantId=%s]".formatted(tenantId);
  }
}
