package dev.amends.systems.provisioning.saga;

/** Nobody can sign up for a tenant while its team isn't there. */
public final class TenantTeamMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TenantTeamMissingException(String tenantId) {
    super("The team of tenant '%s' isn't on Mattermost yet.".formatted(tenantId));
  }
}
