package dev.amends.systems.provisioning.saga;

import dev.amends.systems.provisioning.mattermost.Marker;
import dev.amends.systems.provisioning.tenant.Tenant;
import java.util.UUID;

/**
 * The team that a tenant shall have.
 *
 * @param number 1 for its first one, more where that got lost
 */
public record NewTenantTeam(String tenantId, UUID uid, String teamName, int number) {
  /** A team of a tenant. */
  public static NewTenantTeam of(Tenant tenant, int number) {
    String suffix = number == 1 ? "" : "-" + number;
    return new NewTenantTeam(tenant.id(), tenant.uid(), tenant.teamName() + suffix, number);
  }

  /** The key of its saga. */
  public String key() {
    return number == 1 ? tenantId : tenantId + "#" + number;
  }

  Marker marker() {
    return Marker.ofTenant(uid);
  }
}
