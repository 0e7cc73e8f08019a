package dev.amends.console;

import dev.amends.console.security.ConsoleRole;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Settings of the console.
 *
 * @param enabled Whether the console is there.
 * @param path Path below which the console lives, within the context path; not the root.
 * @param security Who knows the console's users.
 * @param password Password of the user "operator", who may look and decide; in clear or as Spring
 *     Security writes encoded ones, such as "{bcrypt}…". Empty: one is made up and logged, unless
 *     another user is an operator.
 * @param viewerPassword Password of the user "viewer", who may look. Empty: there is no such user.
 * @param users More users, by name. Orders are audited under these names.
 */
@ConfigurationProperties("amends.console")
public record ConsoleProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("/amends") String path,
    @DefaultValue("console") Security security,
    @Nullable String password,
    @Nullable String viewerPassword,
    @DefaultValue Map<String, User> users) {
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+");
  private static final Pattern USER = Pattern.compile("[^:\\p{Cntrl}]{1,200}");

  /** Who knows the console's users. */
  public enum Security {
    /** The console itself: HTTP Basic with the users that are configured here. */
    CONSOLE,
    /**
     * The application: its own Spring Security chain covers the console's path, authenticates
     * there, guards its sessions against forged requests, and grants the roles AMENDS_VIEWER and
     * AMENDS_OPERATOR. Whom it lets pass without one of these, the console turns away.
     */
    APPLICATION
  }

  /**
   * A user.
   *
   * @param password Password, in clear or encoded such as "{bcrypt}…".
   * @param role What the user may do.
   */
  public record User(@Nullable String password, @DefaultValue("viewer") ConsoleRole role) {
    /** Without the password. */
    @Override
    public String toString() {
      return "User[role=%s]".formatted(role);
    }
  }

  /** Refuses what cannot work. */
  public ConsoleProperties {
    users = Map.copyOf(users);
    if (!PATH.matcher(path).matches()) {
      throw refused(
          "path", path, "It must look like /amends or /ops/amends, without a slash at the end.");
    }
    users.forEach(ConsoleProperties::check);
  }

  private static void check(String name, User user) {
    if (!USER.matcher(name).matches() || name.isBlank()) {
      throw refused(
          "users", name, "A name has 1 to 200 characters, without colons and control characters.");
    }
    if (name.equals(Accounts.OPERATOR) || name.equals(Accounts.VIEWER)) {
      throw refused(
          "users", name, "This user has a property of its own: password or viewer-password.");
    }
    if (user.password() == null || user.password().isEmpty()) {
      throw refused("users." + name + ".password", "", "A user needs a password.");
    }
  }

  private static InvalidConfigurationPropertyValueException refused(
      String property, Object value, String reason) {
    return new InvalidConfigurationPropertyValueException(
        "amends.console." + property, value, reason);
  }

  /** Without passwords. */
  @Override
  public String toString() {
    return "ConsoleProperties[enabled=%s, path=%s, security=%s, users=%s]"
        .formatted(enabled, path, security, users.keySet());
  }
}
