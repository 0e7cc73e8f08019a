package dev.amends.systems.provisioning.mattermost;

import java.text.Normalizer;
import java.util.Locale;
import java.util.UUID;

/**
 * Names of teams: always the same for the same owner, different for different ones, and valid on
 * Mattermost whatever people call their tenants and projects. The first letter keeps them clear of
 * the words that a team's name must not begin with.
 */
public final class TeamNames {
  private static final int TENANT = 16;
  private static final int PROJECT = 24;
  private static final int ID = 12;

  private TeamNames() {}

  /** Such as {@code p-acme-web-shop-3f9a1c2b4d5e}. */
  public static String ofProject(String tenantId, String name, UUID id) {
    return "p-" + part(tenantId, TENANT) + part(name, PROJECT) + shortened(id);
  }

  /** Such as {@code t-acme-3f9a1c2b4d5e}. */
  public static String ofTenant(String tenantId, UUID uid) {
    return "t-" + part(tenantId, TENANT) + shortened(uid);
  }

  /** The last digits of an id: the first ones say when it was made and are alike in many. */
  public static String shortened(UUID id) {
    String digits = id.toString().replace("-", "");
    return digits.substring(digits.length() - ID);
  }

  private static String part(String text, int most) {
    String latin =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^a-z0-9]+", "-");
    String cut = latin.substring(0, Math.min(most, latin.length())).replaceAll("^-+|-+$", "");
    return cut.isEmpty() ? "" : cut + "-";
  }
}
