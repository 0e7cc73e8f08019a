package dev.amends.systems.provisioning.web;

import dev.amends.systems.provisioning.operation.ProjectWish;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A project that somebody sends. */
record NewProjectJson(
    @NotBlank @Pattern(regexp = Forms.TENANT, message = "may have letters, digits, '.', '_', '-'")
        @Nullable String tenantId,
    @NotBlank
        @Size(max = Forms.NAME)
        @Pattern(regexp = Forms.PRINTABLE, message = "must not have control characters")
        @Nullable String name,
    @NotBlank
        @Size(max = Forms.EMAIL)
        @Pattern(regexp = Forms.ADDRESS, message = "must be an e-mail address")
        @Nullable String adminEmail,
    @NotBlank
        @Size(max = Forms.NAME)
        @Pattern(
            regexp = Forms.USERNAME,
            message = "may have letters, digits, '.', '_', '-', and must not be a reserved word")
        @Nullable String adminUsername,
    @NotBlank
        @Size(max = Forms.NAME)
        @Pattern(regexp = Forms.PRINTABLE, message = "must not have control characters")
        @Nullable String adminName) {

  ProjectWish wish() {
    return new ProjectWish(
        Objects.requireNonNull(tenantId),
        Objects.requireNonNull(name).strip(),
        Objects.requireNonNull(adminEmail).toLowerCase(Locale.ROOT),
        Objects.requireNonNull(adminUsername).toLowerCase(Locale.ROOT),
        Objects.requireNonNull(adminName).strip());
  }
}
