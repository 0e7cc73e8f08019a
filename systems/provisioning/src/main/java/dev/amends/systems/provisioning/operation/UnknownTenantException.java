package dev.amends.systems.provisioning.operation;

/** There is no such tenant. */
public final class UnknownTenantException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownTenantException(String tenantId) {
    super("There is no tenant '%s'; a tenant appears with its first project.".formatted(tenantId));
  }
}
